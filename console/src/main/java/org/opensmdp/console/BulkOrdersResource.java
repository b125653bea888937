package org.opensmdp.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OrderSearch;
import org.opensmdp.activation.PlaceOrder;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;

/**
 * Many orders at once, a thousand lines a call. A line is known by the number of the bulk and its own:
 * sent again, it gets the profile it has. A bad line fails alone.
 */
public final class BulkOrdersResource implements Resource {
  private static final int MOST_LINES = 1_000;

  private final Access access;
  private final OrderDesk desk;
  private final PlaceOrder placeOrder;
  private final Inventory inventory;
  private final InstantSource clock;

  public BulkOrdersResource(
      Access access,
      OrderDesk desk,
      PlaceOrder placeOrder,
      Inventory inventory,
      InstantSource clock) {
    this.access = access;
    this.desk = desk;
    this.placeOrder = placeOrder;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(
        "POST",
        "/admin/v1/bulk-orders/{bulkId}",
        "admin.order.bulk",
        AdminFunction.of("order.bulk", Role.OPERATIONS, access, this::place)));
  }

  private Reply place(AdminCall call) {
    var bulkId = call.path("bulkId", BulkOrdersResource::bulkId);
    var members = call.members().only(Set.of("operator", "type", "dryRun", "orders"));
    var bulk = new Bulk(
        desk.operator(call, members.text("operator")),
        bulkId,
        members.text("type"),
        members.flag("dryRun").orElse(false));
    var lines = members.objects("orders");
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      throw AdminRefusal.unreadable("orders: 1 to 1000 lines expected");
    }
    call.about("bulk/" + bulkId + " of " + bulk.operator().name() + ", " + lines.size() + " lines");
    return AdminReply.ok(bulk.dryRun() ? checked(call, bulk, lines) : placed(bulk, lines));
  }

  private static String bulkId(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("1 to 64 of A-Z a-z 0-9 . _ - expected");
    }
    return text;
  }

  /** What all lines of a call have in common. */
  private record Bulk(Operator operator, String bulkId, Optional<String> type, boolean dryRun) {
    Caller caller(int line) {
      return new Caller(operator, "bulk/" + bulkId + "/" + line);
    }
  }

  private Map<String, Object> placed(Bulk bulk, List<Members> lines) {
    var results = new ArrayList<Map<String, Object>>();
    for (var line : lines) {
      results.add(result(line, bulk, (number, request) -> {
        var placed = placeOrder.run(bulk.caller(number), request);
        return Map.of(
            "iccid",
            placed.iccid().digits(),
            "activationCode",
            placed.activationCode().toUri());
      }));
    }
    return Map.of("results", results);
  }

  private Map<String, Object> checked(AdminCall call, Bulk bulk, List<Members> lines) {
    call.changesNothing();
    var types = new TreeMap<String, Long>();
    var results = new ArrayList<Map<String, Object>>();
    for (var line : lines) {
      results.add(result(line, bulk, (number, request) -> {
        placeOrder.check(bulk.caller(number), request);
        request.matchingId().ifPresent(this::checkFree);
        request
            .type()
            .filter(name -> request.iccid().isEmpty())
            .ifPresent(name -> types.put(name, 0L));
        return Map.of();
      }));
    }
    types.replaceAll(
        (name, none) -> inventory.findType(name).map(inventory::available).orElse(0L));
    return Map.of("results", results, "stock", types);
  }

  private void checkFree(MatchingId matchingId) {
    var search = new OrderSearch(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(matchingId),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
    if (!desk.orders().search(search, 1).isEmpty()) {
      throw AdminRefusal.conflict("another order has this matchingId");
    }
  }

  /** What is done with a line that could be read. */
  private interface Deed {
    Map<String, ?> of(int line, PlaceOrder.Request request);
  }

  private Map<String, Object> result(Members line, Bulk bulk, Deed deed) {
    var result = new LinkedHashMap<String, Object>();
    try {
      result.put("line", line.number("line"));
      result.put("reference", line.text("reference"));
      var names = new HashSet<>(Requests.ORDER);
      names.addAll(Set.of("line", "reference"));
      line.only(names);
      int number =
          line.number("line").orElseThrow(() -> AdminRefusal.unreadable("line is missing"));
      result.putAll(deed.of(number, Requests.order(line, bulk.type(), clock.instant())));
    } catch (AdminRefusal refusal) {
      result.put("error", Map.of("code", refusal.code(), "message", refusal.text()));
    } catch (RspException refusal) {
      var translated = AdminFunction.translated(refusal);
      result.put("error", Map.of("code", translated.code(), "message", translated.text()));
    }
    return result;
  }
}
