package org.opensmdp.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.Stock;
import org.opensmdp.activation.Stock.Chunk;
import org.opensmdp.activation.Stock.Import;
import org.opensmdp.activation.Stock.Level;
import org.opensmdp.activation.StockImport;
import org.opensmdp.activation.StockResult;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/**
 * Stock: imports of files in chunks, and how much is left. A chunk may be sent again, to any node, by a
 * client that did not hear the answer; it is taken once.
 */
public final class StockResource implements Resource {
  private static final String IMPORTS = "/admin/v1/stock-imports";
  private static final Set<String> MEMBERS = Set.of("type", "dryRun", "header", "mapping");
  private static final Duration WINDOW = Duration.ofDays(14);
  private static final int MOST_CHUNKS = 1_000_000;

  private final Access access;
  private final Stock stock;
  private final StockImport imports;
  private final Inventory inventory;
  private final InstantSource clock;

  public StockResource(
      Access access, Stock stock, StockImport imports, Inventory inventory, InstantSource clock) {
    this.access = access;
    this.stock = stock;
    this.imports = imports;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", "/admin/v1/stock", "stock.level", Role.VIEWER, this::levels),
        route("POST", IMPORTS, "stock.import.open", Role.OPERATIONS, this::open),
        route("GET", IMPORTS + "/{id}", "stock.import.show", Role.OPERATIONS, this::show),
        route(
            "PUT",
            IMPORTS + "/{id}/chunks/{number}",
            "stock.import.chunk",
            Role.OPERATIONS,
            this::chunk),
        route(
            "POST",
            IMPORTS + "/{id}/finish",
            "stock.import.finish",
            Role.OPERATIONS,
            this::finish));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply levels(AdminCall call) {
    var now = clock.instant();
    var mine = call.tenant();
    return AdminReply.ok(Map.of(
        "stock",
        stock.levels(now.minus(WINDOW), now).stream()
            .filter(
                level -> mine.map(own -> own.name().equals(level.operator())).orElse(true))
            .map(StockResource::of)
            .toList()));
  }

  private static Map<String, Object> of(Level level) {
    var members = new LinkedHashMap<String, Object>();
    members.put("operator", level.operator());
    members.put("type", level.type());
    members.put("available", level.available());
    members.put("perDay", rounded(level.perDay()));
    if (Double.isFinite(level.daysOfCover())) {
      members.put("daysOfCover", rounded(level.daysOfCover()));
    }
    return members;
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private Reply open(AdminCall call) {
    var body = call.body();
    var members = new Members(body).only(MEMBERS);
    var type = type(call, members.requiredText("type"));
    boolean dryRun = members.flag("dryRun").orElse(false);
    var plan = AdminJson.plan(body);
    var read = StockPlan.of(new Members(AdminJson.read(plan)));
    requireTransportKey(type, read);
    var opened = stock.open(type, dryRun, AdminJson.text(plan), clock.instant());
    call.about("stock-import/" + opened.importId() + " of " + type.name());
    return AdminReply.created(of(opened));
  }

  private void requireTransportKey(ProfileType type, StockPlan plan) {
    plan.key()
        .filter(use -> stock.transportKey(type.operatorId(), use.name()).isEmpty())
        .ifPresent(use -> {
          throw AdminRefusal.notFound(
              "no transport key has the name " + use.name() + "; add it with: stock keys add");
        });
  }

  private ProfileType type(AdminCall call, String name) {
    return inventory
        .findType(name)
        .filter(type -> call.mayTouch(type.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no profile type " + name));
  }

  private Import find(AdminCall call) {
    long number = call.path("id", Long::parseLong);
    return stock
        .find(number)
        .filter(found -> call.mayTouch(found.type().operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no import " + number));
  }

  private Reply show(AdminCall call) {
    return AdminReply.ok(of(find(call)));
  }

  private Map<String, Object> of(Import it) {
    var totals = stock.totals(it.importId());
    var members = new LinkedHashMap<String, Object>();
    members.put("importId", it.importId());
    members.put("type", it.type().name());
    members.put("dryRun", it.dryRun());
    members.put("openedAt", it.openedAt());
    members.put("finishedAt", it.finishedAt());
    members.put("chunks", totals.chunks());
    members.put("accepted", totals.accepted());
    members.put("alreadyThere", totals.alreadyThere());
    members.put("rejected", totals.rejected());
    return members;
  }

  /** The opening is in the audit; a line there for each chunk would bury the rest. */
  private Reply chunk(AdminCall call) {
    call.changesNothing();
    var octets = call.octets();
    try {
      return AdminReply.ok(of(taken(call, octets)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw AdminRefusal.conflict(String.valueOf(e.getMessage()));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private Chunk taken(AdminCall call, byte[] octets) {
    int number = call.path("number", Integer::parseInt);
    long first = call.query("line", Long::parseLong).orElse(1L);
    if (number < 0 || number > MOST_CHUNKS || first < 1) {
      throw AdminRefusal.unreadable("chunk and line are counted from 0 and 1");
    }
    var into = find(call);
    var plan = StockPlan.of(new Members(AdminJson.read(AdminJson.octets(into.plan()))));
    var lines = new StockLines(plan, octets, first);
    return imports.take(into, number, digest(octets), plan.key(), lines);
  }

  private static Bytes digest(byte[] octets) {
    try {
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Map<String, Object> of(Chunk chunk) {
    var members = new LinkedHashMap<String, Object>();
    members.put("accepted", chunk.accepted());
    members.put("alreadyThere", chunk.alreadyThere());
    members.put("rejected", chunk.rejected());
    members.put("lines", chunk.others().stream().map(StockResource::of).toList());
    return members;
  }

  private static Map<String, Object> of(StockResult line) {
    var members = new LinkedHashMap<String, Object>();
    members.put("line", line.line());
    line.iccid().map(Iccid::digits).ifPresent(iccid -> members.put("iccid", iccid));
    members.put("verdict", line.verdict().name());
    members.put("reason", line.reason());
    return members;
  }

  private Reply finish(AdminCall call) {
    var into = find(call);
    int wanted = call.members().only(Set.of("chunks")).number("chunks").orElse(0);
    var there = stock.totals(into.importId()).chunks();
    if (there.size() < wanted) {
      throw AdminRefusal.conflict(
          "%d of %d chunks are here; send the others first".formatted(there.size(), wanted));
    }
    stock.finish(into.importId(), clock.instant());
    call.about("stock-import/" + into.importId() + " of " + into.type().name());
    return AdminReply.ok(of(find(call)));
  }
}
