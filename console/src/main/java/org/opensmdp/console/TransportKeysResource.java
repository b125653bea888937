package org.opensmdp.console;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.Stock;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Secret;

/** Transport keys of operators, and whether their subscribers' keys may come without one. */
public final class TransportKeysResource implements Resource {
  private static final String PATH = "/admin/v1/transport-keys";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Access access;
  private final Stock stock;
  private final Inventory inventory;
  private final InstantSource clock;

  public TransportKeysResource(
      Access access, Stock stock, Inventory inventory, InstantSource clock) {
    this.access = access;
    this.stock = stock;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "transport-key.list", this::list),
        route("PUT", PATH + "/{operator}/{name}", "transport-key.add", this::add),
        route("PUT", "/admin/v1/stock-policy", "stock-policy.set", this::policy));
  }

  private Route route(String method, String path, String name, AdminFunction.Content content) {
    return new Route(
        method, path, "admin." + name, AdminFunction.of(name, Role.ADMINISTRATOR, access, content));
  }

  private Operator operator(AdminCall call, String name) {
    return inventory
        .findOperator(name)
        .filter(operator -> call.mayTouch(operator.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no operator " + name));
  }

  private Reply list(AdminCall call) {
    var name =
        call.query("operator").orElseThrow(() -> AdminRefusal.unreadable("operator is missing"));
    return AdminReply.ok(Map.of(
        "transportKeys",
        stock.transportKeys(operator(call, name)).stream()
            .map(TransportKeysResource::of)
            .toList()));
  }

  private static Map<String, Object> of(Stock.KeyLabel key) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", key.name());
    members.put("checkValue", key.checkValue().toString());
    members.put("addedAt", key.addedAt());
    return members;
  }

  /** The body is the key itself, 16, 24 or 32 octets: a string of it could not be erased. */
  private Reply add(AdminCall call) {
    var octets = call.octets();
    var operator = operator(call, call.path("operator"));
    var name = call.path("name");
    call.about("transport-key/" + operator.name() + "/" + name);
    if (!NAME.matcher(name).matches()) {
      throw AdminRefusal.unreadable("name: 1 to 64 letters, digits, '.', '_' or '-' expected");
    }
    try (var secret = Secret.of(octets);
        var key = new TransportKey(secret)) {
      if (!stock.addTransportKey(operator, name, key, clock.instant())) {
        throw AdminRefusal.conflict("there is a transport key " + name + "; take another name");
      }
      return AdminReply.created(
          Map.of("name", name, "checkValue", key.checkValue().toString()));
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private Reply policy(AdminCall call) {
    var members = call.members().only(Set.of("operator", "clearKeys"));
    var operator = operator(call, members.requiredText("operator"));
    boolean clear = members
        .flag("clearKeys")
        .orElseThrow(() -> AdminRefusal.unreadable("clearKeys is missing"));
    stock.allowClearKeys(operator, clear);
    call.about("stock-policy/" + operator.name() + " clearKeys=" + clear);
    return AdminReply.nothing();
  }
}
