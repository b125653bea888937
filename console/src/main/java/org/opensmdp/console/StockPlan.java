package org.opensmdp.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.opensmdp.activation.StockField;
import org.opensmdp.activation.StockImport.KeyUse;
import org.opensmdp.console.StockColumn.Encoding;
import org.opensmdp.console.StockColumn.Target;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;

/**
 * How the lines of an import are read: the header of the file and what the mapping says of it. Columns
 * that the mapping does not name are known by their own names.
 *
 * @param constants what every line has, by the names of fields
 */
record StockPlan(
    char separator,
    List<StockColumn> columns,
    Map<String, String> constants,
    IccidForm iccid,
    Optional<KeyUse> key) {
  private static final Set<String> MEMBERS = Set.of("header", "mapping");
  private static final Set<String> MAPPING =
      Set.of("separator", "columns", "constants", "iccid", "transportKey", "wrapping", "names");
  private static final Set<String> COLUMN = Set.of("field", "encoding", "wrapped");
  private static final Set<String> ICCID = Set.of("order", "checkDigit");
  private static final Pattern OTA = Pattern.compile("ota[-_.]?([0-9]{1,3})[-_.]([0-9]{1,3})");
  private static final Pattern NAMED = Pattern.compile("field[-_.:]([A-Za-z0-9._-]{1,32})");
  private static final int MOST_COLUMNS = 100;

  private static final Map<String, StockField> FIELDS = Map.ofEntries(
      Map.entry("ki", StockField.KI),
      Map.entry("k", StockField.KI),
      Map.entry("opc", StockField.OPC),
      Map.entry("topc", StockField.OPC),
      Map.entry("op", StockField.OP),
      Map.entry("top", StockField.OP),
      Map.entry("pin1", StockField.PIN1),
      Map.entry("pin2", StockField.PIN2),
      Map.entry("puk1", StockField.PUK1),
      Map.entry("puk2", StockField.PUK2),
      Map.entry("adm1", StockField.ADM1),
      Map.entry("msisdn", StockField.named("MSISDN")),
      Map.entry("smsc", StockField.named("SMSC")));

  /**
   * Reads a plan, an object of {@code header} and {@code mapping}.
   *
   * @throws AdminRefusal 400 if a member or a column is not understood; the message names it
   */
  static StockPlan of(Members plan) {
    plan.only(MEMBERS);
    var mapping = plan.object("mapping").orElseGet(() -> new Members(AdminJson.read(EMPTY)));
    mapping.only(MAPPING);
    var header = plan.texts("header")
        .or(() -> mapping.texts("names"))
        .orElseThrow(() -> AdminRefusal.unreadable("header is missing: the names of the columns"));
    var key = key(mapping);
    var columns = columns(header, mapping, key.isPresent());
    return new StockPlan(separator(mapping), columns, constants(mapping), iccid(mapping), key);
  }

  private static final byte[] EMPTY = {'{', '}'};

  private static char separator(Members mapping) {
    var text = mapping.text("separator").orElse(",").replace("\\t", "\t");
    if (text.length() != 1 || text.charAt(0) > 0x7E || text.charAt(0) == '"') {
      throw AdminRefusal.unreadable("separator is not one ASCII character");
    }
    return text.charAt(0);
  }

  private static Optional<KeyUse> key(Members mapping) {
    var wrapping = mapping
        .text("wrapping", text -> Wrapping.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElse(Wrapping.AES_KW);
    return mapping.text("transportKey").map(name -> new KeyUse(name, wrapping));
  }

  private static IccidForm iccid(Members mapping) {
    return mapping
        .object("iccid")
        .map(form -> {
          form.only(ICCID);
          return new IccidForm(
              is(form, "order", "plain", "swapped"), !is(form, "checkDigit", "present", "absent"));
        })
        .orElse(IccidForm.USUAL);
  }

  private static boolean is(Members form, String name, String usual, String other) {
    var value = form.text(name).orElse(usual);
    if (!value.equals(usual) && !value.equals(other)) {
      throw AdminRefusal.unreadable("iccid.%s is neither %s nor %s".formatted(name, usual, other));
    }
    return value.equals(other);
  }

  private static List<StockColumn> columns(List<String> header, Members mapping, boolean keyed) {
    if (header.isEmpty() || header.size() > MOST_COLUMNS) {
      throw AdminRefusal.unreadable("header does not have 1 to %d columns".formatted(MOST_COLUMNS));
    }
    var named = mapping.object("columns");
    named.ifPresent(of -> of.only(new HashSet<>(header)));
    var columns = new ArrayList<StockColumn>();
    for (var name : header) {
      columns.add(column(name, named, keyed));
    }
    require(columns, Target.ICCID, "ICCID");
    require(columns, Target.IMSI, "IMSI");
    var twice = new HashSet<Object>();
    for (var column : columns) {
      Object what = column.field().<Object>map(field -> field).orElse(column.target());
      if (column.target() != Target.IGNORED && !twice.add(what)) {
        throw AdminRefusal.unreadable("two columns hold the same: " + column.name());
      }
    }
    return columns;
  }

  private static void require(List<StockColumn> columns, Target target, String name) {
    if (columns.stream().noneMatch(column -> column.target() == target)) {
      throw AdminRefusal.unreadable(
          "no column holds the %s; name it in the mapping: columns: {NAME: %s}"
              .formatted(name, name.toLowerCase(Locale.ROOT)));
    }
  }

  private static StockColumn column(String name, Optional<Members> mapping, boolean keyed) {
    if (mapping.filter(of -> of.has(name)).isEmpty()) {
      return column(name, name, Optional.empty(), Optional.empty(), keyed);
    }
    var columns = mapping.get();
    if (columns.isText(name)) {
      return column(name, columns.requiredText(name), Optional.empty(), Optional.empty(), keyed);
    }
    var said = columns.object(name).orElseThrow().only(COLUMN);
    var encoding = said.text("encoding", text -> Encoding.valueOf(text.toUpperCase(Locale.ROOT)));
    var field = said.text("field").orElse(name);
    return column(name, field, encoding, said.flag("wrapped"), keyed);
  }

  private static StockColumn column(
      String name,
      String field,
      Optional<Encoding> encoding,
      Optional<Boolean> wrapped,
      boolean keyed) {
    var plain = field.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    return switch (plain) {
      case "iccid" -> StockColumn.plain(name, Target.ICCID);
      case "imsi" -> StockColumn.plain(name, Target.IMSI);
      case "algorithm" -> StockColumn.plain(name, Target.ALGORITHM);
      case "ignore" -> StockColumn.plain(name, Target.IGNORED);
      default -> secret(name, field(field, plain), encoding, wrapped, keyed);
    };
  }

  private static StockColumn secret(
      String name,
      StockField field,
      Optional<Encoding> encoding,
      Optional<Boolean> wrapped,
      boolean keyed) {
    boolean under = wrapped.orElse(keyed && isKey(field));
    if (under && !keyed) {
      throw AdminRefusal.unreadable(name + " is wrapped, and the mapping names no transportKey");
    }
    return StockColumn.secret(name, field, encoding.orElseGet(() -> usual(field, under)), under);
  }

  private static boolean isKey(StockField field) {
    return switch (field.kind()) {
      case KI, OPC, OP, OTA_KEY -> true;
      case PIN1, PIN2, PUK1, PUK2, ADM1, NAMED -> false;
    };
  }

  private static Encoding usual(StockField field, boolean wrapped) {
    if (wrapped || isKey(field)) {
      return Encoding.HEX;
    }
    return field.equals(StockField.ADM1) ? Encoding.CODE : Encoding.TEXT;
  }

  private static StockField field(String name, String plain) {
    var known = FIELDS.get(plain);
    if (known != null) {
      return known;
    }
    var ota = OTA.matcher(name.toLowerCase(Locale.ROOT));
    if (ota.matches()) {
      return otaKey(name, Integer.parseInt(ota.group(1)), Integer.parseInt(ota.group(2)));
    }
    var named = NAMED.matcher(name);
    if (named.matches()) {
      return StockField.named(named.group(1));
    }
    throw AdminRefusal.unreadable(
        ("the column '%s' is not known; name it in the mapping: one of iccid, imsi, algorithm, ki,"
                + " opc, pin1, pin2, puk1, puk2, adm1, ota-KVN-ID, field.NAME, ignore")
            .formatted(name.substring(0, Math.min(40, name.length()))));
  }

  private static StockField otaKey(String name, int keyVersion, int keyIdentifier) {
    if (keyVersion < 1 || keyVersion > 127 || keyIdentifier > 127) {
      throw AdminRefusal.unreadable(
          name + ": expected ota-KVN-ID, with a version of 1 to 127 and an identifier of 0 to 127");
    }
    return StockField.otaKey(keyVersion, keyIdentifier);
  }

  private static Map<String, String> constants(Members mapping) {
    var constants = new LinkedHashMap<String, String>();
    mapping.object("constants").ifPresent(given -> {
      Predicate<String> known =
          name -> name.equals("algorithm") || NAMED.matcher(name).matches();
      for (var name : given.names()) {
        if (!known.test(name)) {
          throw AdminRefusal.unreadable(
              "constants.%s is neither algorithm nor field.NAME".formatted(name));
        }
        constants.put(name, given.requiredText(name));
      }
    });
    return constants;
  }

  /** Returns the secret fields that come under the transport key. */
  Set<StockField> wrapped() {
    var wrapped = new HashSet<StockField>();
    columns.stream()
        .filter(StockColumn::wrapped)
        .forEach(column -> column.field().ifPresent(wrapped::add));
    return Set.copyOf(wrapped);
  }

  /** Returns the named fields that every line has. */
  Map<StockField, String> constantFields() {
    var fields = new LinkedHashMap<StockField, String>();
    constants.forEach((name, value) -> {
      var named = NAMED.matcher(name);
      if (named.matches()) {
        fields.put(StockField.named(named.group(1)), value);
      }
    });
    return fields;
  }
}
