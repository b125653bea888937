package org.opensmdp.activation;

import static org.opensmdp.activation.StockVerdict.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.StockField.Kind;
import org.opensmdp.crypto.KeyUnwrap;
import org.opensmdp.profile.AkaAlgorithm;
import org.opensmdp.profile.OtaKey;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/**
 * The handoff from an operator's file to the stock: what can be said of a line without looking at the
 * others. That ICCID and IMSI are nobody's else, {@link Stock} says when it takes them. One thread.
 */
public final class StockCheck {
  private static final int FIELD_OCTETS = 1024;
  private static final int CODE_OCTETS = 8;

  private final StockTerms terms;
  private final Optional<KeyUnwrap> unwrap;
  private final KnownKeys known;

  /** What the check thinks of a line. */
  public sealed interface Checked {}

  /** A subscriber that may go into stock. */
  public record Fit(long line, SubscriberData subscriber) implements Checked {}

  /** A line that is faulty. */
  public record Refused(StockResult result) implements Checked {}

  /** Leaves the check where a fault is found; no stack: there may be many. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final StockVerdict verdict;
    private final String detail;

    private Fault(StockVerdict verdict, String detail) {
      super(verdict.name(), null, false, false);
      this.verdict = verdict;
      this.detail = detail;
    }
  }

  public StockCheck(StockTerms terms) {
    this.terms = terms;
    this.unwrap = terms.transportKey().map(with -> KeyUnwrap.of(with.key(), with.wrapping()));
    this.known = new KnownKeys(terms.dummies());
  }

  /** Checks a line, in the order ICCID, IMSI, keys, codes, fields; tells the first fault. */
  public Checked check(StockLine line) {
    var wellFormed = wellFormed(line.iccid());
    try {
      line.unreadable().ifPresent(fault -> fail(fault.verdict(), fault.detail()));
      var iccid = iccid(line.iccid());
      require(terms.operator().owns(iccid), ICCID_PREFIX);
      var imsi = imsi(line.imsi());
      return new Fit(line.number(), subscriber(line, iccid, imsi));
    } catch (Fault fault) {
      return new Refused(new StockResult(line.number(), wellFormed, fault.verdict, fault.detail));
    }
  }

  private static Optional<Iccid> wellFormed(String digits) {
    try {
      return Optional.of(iccid(digits));
    } catch (Fault fault) {
      return Optional.empty();
    }
  }

  private static void require(boolean condition, StockVerdict otherwise) {
    if (!condition) {
      throw new Fault(otherwise, "");
    }
  }

  private static void fail(StockVerdict verdict, String detail) {
    throw new Fault(verdict, detail);
  }

  private static Iccid iccid(String digits) {
    require(digits.length() >= 18 && digits.length() <= 20, ICCID_LENGTH);
    require(isDigits(digits) && digits.startsWith("89"), ICCID_FORM);
    if (digits.length() > 18) {
      var body = digits.substring(0, digits.length() - 1);
      require(Iccid.withCheckDigit(body).digits().equals(digits), ICCID_CHECK_DIGIT);
    }
    return new Iccid(digits);
  }

  private Imsi imsi(String digits) {
    require(isDigits(digits) && digits.length() >= 6 && digits.length() <= 15, IMSI_FORM);
    var imsi = new Imsi(digits);
    var operator = terms.operator();
    require(operator.owns(imsi), IMSI_NETWORK);
    int network = 3 + terms.type().mncLength();
    require(
        operator.networks().isEmpty()
            || operator
                .networks()
                .contains(digits.substring(0, Math.min(network, digits.length()))),
        IMSI_MNC_LENGTH);
    return imsi;
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private SubscriberData subscriber(StockLine line, Iccid iccid, Imsi imsi) {
    var secrets = new HashMap<StockField, Secret>();
    try {
      boolean tuak = tuak(line.algorithm());
      open(line, secrets);
      return subscriber(secrets, tuak, iccid, imsi);
    } catch (Fault fault) {
      secrets.values().forEach(Secret::close);
      throw fault;
    }
  }

  private SubscriberData subscriber(
      Map<StockField, Secret> secrets, boolean tuak, Iccid iccid, Imsi imsi) {
    var ki = key(secrets, StockField.KI, KI_MISSING);
    require(ki.size() == 16 || (tuak && ki.size() == 32), KI_LENGTH);
    require(secrets.containsKey(StockField.OPC) || !secrets.containsKey(StockField.OP), OP_NOT_OPC);
    var opc = key(secrets, StockField.OPC, OPC_MISSING);
    require(opc.size() == (tuak ? 32 : 16), OPC_LENGTH);
    require(terms.allowsKnownKeys() || !known.contains(ki), KI_DEFAULT);
    require(terms.allowsKnownKeys() || !known.contains(opc), OPC_DEFAULT);
    var codes = new SubscriberData(
        iccid,
        imsi,
        ki,
        opc,
        digits(secrets, StockField.PIN1, 4, PIN_FORM),
        digits(secrets, StockField.PIN2, 4, PIN_FORM),
        digits(secrets, StockField.PUK1, CODE_OCTETS, PUK_FORM),
        digits(secrets, StockField.PUK2, CODE_OCTETS, PUK_FORM),
        adm(secrets));
    return codes.with(otaKeys(secrets), named(secrets));
  }

  private boolean tuak(Optional<String> name) {
    var algorithm = switch (name.orElse("milenage").toLowerCase(Locale.ROOT)) {
      case "milenage" -> AkaAlgorithm.MILENAGE;
      case "tuak" -> AkaAlgorithm.TUAK;
      default -> AkaAlgorithm.UNKNOWN;
    };
    require(algorithm != AkaAlgorithm.UNKNOWN, ALGORITHM_UNKNOWN);
    require(
        terms.algorithms().isEmpty()
            || terms.algorithms().contains(algorithm)
            || terms.algorithms().contains(AkaAlgorithm.USIM_TEST_ALGORITHM),
        ALGORITHM_OTHER);
    return algorithm == AkaAlgorithm.TUAK;
  }

  private void open(StockLine line, Map<StockField, Secret> opened) {
    line.secrets().forEach((field, secret) -> {
      boolean wrapped = line.wrapped().contains(field);
      if (!wrapped && field.isKey() && !terms.clearKeys()) {
        fail(KEY_IN_CLEAR, field.toString());
      }
      opened.put(field, wrapped ? unwrapped(field, secret) : copy(secret));
    });
  }

  private Secret unwrapped(StockField field, Secret secret) {
    return unwrap
        .flatMap(with -> with.unwrap(secret))
        .orElseThrow(() -> new Fault(KEY_NOT_UNWRAPPED, field.toString()));
  }

  /** The line's own is erased with it. */
  private static Secret copy(Secret secret) {
    var octets = secret.toArray();
    var copy = Secret.of(octets);
    Arrays.fill(octets, (byte) 0);
    return copy;
  }

  private static Secret key(
      Map<StockField, Secret> secrets, StockField field, StockVerdict missing) {
    var key = secrets.get(field);
    if (key == null) {
      throw new Fault(missing, "");
    }
    return key;
  }

  private static Optional<Secret> digits(
      Map<StockField, Secret> secrets, StockField field, int least, StockVerdict otherwise) {
    var code = Optional.ofNullable(secrets.get(field));
    code.ifPresent(digits -> {
      var octets = digits.toArray();
      boolean right = octets.length >= least && octets.length <= CODE_OCTETS;
      for (byte octet : octets) {
        right &= octet >= '0' && octet <= '9';
      }
      Arrays.fill(octets, (byte) 0);
      if (!right) {
        fail(otherwise, field.toString());
      }
    });
    return code;
  }

  private static Optional<Secret> adm(Map<StockField, Secret> secrets) {
    var code = Optional.ofNullable(secrets.get(StockField.ADM1));
    require(code.filter(adm -> adm.size() != CODE_OCTETS).isEmpty(), ADM_FORM);
    return code;
  }

  private static List<OtaKey> otaKeys(Map<StockField, Secret> secrets) {
    var keys = new ArrayList<OtaKey>();
    secrets.forEach((field, secret) -> {
      if (field.kind() == Kind.OTA_KEY) {
        if (secret.size() != 16 && secret.size() != 24 && secret.size() != 32) {
          fail(OTA_KEY_FORM, field.toString());
        }
        keys.add(new OtaKey(field.keyVersion(), field.keyIdentifier(), secret));
      }
    });
    return keys;
  }

  private static Map<String, Secret> named(Map<StockField, Secret> secrets) {
    var fields = new HashMap<String, Secret>();
    secrets.forEach((field, secret) -> {
      if (field.kind() == Kind.NAMED) {
        if (secret.size() > FIELD_OCTETS) {
          fail(FIELD_FORM, field.toString());
        }
        fields.put(field.name(), secret);
      }
    });
    return fields;
  }
}
