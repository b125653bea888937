package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.PastedCode;

/** Activation codes: as texts, links and pictures; and what is wrong with one that somebody pasted. */
public final class ActivationCodesResource implements Resource {
  private static final String ONE = "/admin/v1/orders/{iccid}/activation-code";
  private static final String CHECK = "/admin/v1/activation-codes/check";

  private final Access access;
  private final OrderDesk desk;

  public ActivationCodesResource(Access access, OrderDesk desk) {
    this.access = access;
    this.desk = desk;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        of("", code -> AdminReply.ok(ActivationKit.of(code))),
        of(".png", code -> AdminReply.octets("image/png", QrCode.of(code).png())),
        of(".svg", code -> AdminReply.octets("image/svg+xml", QrCode.of(code).svg())),
        of(
            ".txt",
            code -> AdminReply.octets(
                "text/plain; charset=utf-8", QrCode.of(code).terminal().getBytes(UTF_8))),
        new Route(
            "POST",
            CHECK,
            "admin.code.check",
            AdminFunction.of("code.check", Role.VIEWER, access, ActivationCodesResource::check)));
  }

  private Route of(String ending, Function<ActivationCode, Reply> picture) {
    return new Route(
        "GET",
        ONE + ending,
        "admin.order.code",
        AdminFunction.of(
            "order.code",
            Role.SUPPORT,
            access,
            call -> picture.apply(desk.code(desk.order(call)))));
  }

  private static Reply check(AdminCall call) {
    call.changesNothing();
    var text = call.members().only(Set.of("text")).requiredText("text");
    try {
      var read = PastedCode.read(text);
      var answer = new LinkedHashMap<String, Object>(ActivationKit.of(read.code()));
      answer.put("repairs", read.repairs());
      return AdminReply.ok(answer);
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    }
  }
}
