package org.opensmdp.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OrderSearch;
import org.opensmdp.activation.OrderView;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.ActivationCodeDoctor;
import org.opensmdp.rsp.CodeDiagnosis;
import org.opensmdp.rsp.CodeDiagnosis.Finding;
import org.opensmdp.rsp.CodeDiagnosis.Kind;
import org.opensmdp.rsp.MatchingId;

/**
 * The doctor of activation codes: what is wrong with a pasted text, what was meant, and what has become of
 * the order behind it, as far as the token may know.
 */
public final class CodeDoctorResource implements Resource {
  private final Access access;
  private final OrderDesk desk;
  private final InstantSource clock;
  private final ActivationCodeDoctor doctor;

  public CodeDoctorResource(Access access, OrderDesk desk, InstantSource clock) {
    this.access = access;
    this.desk = desk;
    this.clock = clock;
    this.doctor = new ActivationCodeDoctor(Set.of(desk.smdpAddress()));
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(
        "POST",
        "/admin/v1/activation-codes/doctor",
        "admin.code.doctor",
        AdminFunction.of("code.doctor", Role.SUPPORT, access, this::examine)));
  }

  private Reply examine(AdminCall call) {
    call.changesNothing();
    var seen = doctor.examine(call.members().only(Set.of("text")).requiredText("text"));
    var code = seen.mended().filter(mended -> !mended.matchingId().isNone());
    var findings = new ArrayList<>(seen.findings());
    var order = code.filter(mended -> mended.smdpAddress().equalsIgnoreCase(desk.smdpAddress()))
        .flatMap(mended -> judged(call, mended, findings));
    var answer = DiagnosisJson.of(new CodeDiagnosis(findings, seen.mended()));
    answer.put("iccid", order.map(view -> view.profile().iccid().digits()));
    return AdminReply.ok(answer);
  }

  private Optional<OrderView> judged(AdminCall call, ActivationCode code, List<Finding> findings) {
    var order = find(call, code.matchingId());
    if (order.isEmpty()) {
      findings.add(
          new Finding(
              Kind.WRONG,
              "no order that goes on has this matchingId: it was cancelled, or is not the one that was sent"));
      return order;
    }
    judge(order.get(), code, findings);
    return order;
  }

  private Optional<OrderView> find(AdminCall call, MatchingId matchingId) {
    return Optional.of(matchingId)
        .filter(MatchingId::isWellFormed)
        .flatMap(wanted -> desk
            .orders()
            .search(
                new OrderSearch(
                    call.tenant().map(Operator::operatorId),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(wanted),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                1)
            .stream()
            .findFirst());
  }

  private void judge(OrderView view, ActivationCode code, List<Finding> findings) {
    var state = view.profile().state();
    if (state == ProfileState.ERROR) {
      findings.add(new Finding(
          Kind.WRONG,
          "the order has ended in an error: see its timeline, then care rearm, or order anew"));
    } else if (state == ProfileState.INSTALLED) {
      findings.add(new Finding(
          Kind.WRONG,
          "the profile is on a card already (%s)%s: on the same phone, switch it on; for another, order anew"
              .formatted(OrderJson.text(state), holder(view))));
    } else if (state != ProfileState.RELEASED && state != ProfileState.DOWNLOADED) {
      findings.add(new Finding(
          Kind.WRONG,
          "the order is %s and not released: its operator has to release it"
              .formatted(OrderJson.text(state))));
    } else {
      judgeOpen(view, code, findings);
    }
  }

  private void judgeOpen(OrderView view, ActivationCode code, List<Finding> findings) {
    var order = OrderJson.order(view.profile()).orElseThrow();
    if (order.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      findings.add(
          new Finding(Kind.WRONG, "the order has expired: care rearm with a new lifetime"));
    }
    if (view.profile().eid().isPresent()) {
      findings.add(new Finding(Kind.NOTE, "only one phone can use it" + holder(view)));
    }
    boolean asks = order.confirmationCodeHash().isPresent();
    if (asks && !code.confirmationCodeRequired()) {
      findings.add(new Finding(
          Kind.WRONG,
          "the order asks for a confirmation code and the code does not say so: send it again with"
              + " $$1 at its end"));
    }
  }

  /** The last digits are enough to compare by telephone. */
  private static String holder(OrderView view) {
    return view.profile()
        .eid()
        .map(eid -> ", the one whose EID ends in " + eid.digits().substring(28))
        .orElse("");
  }
}
