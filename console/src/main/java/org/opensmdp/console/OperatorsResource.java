package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorTerms;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Bytes;

/** Operators: who they are, what they may own, how fast they may call, and which keys speak for them. */
public final class OperatorsResource implements Resource {
  private static final String PATH = "/admin/v1/operators";
  private static final String ONE = PATH + "/{operator}";
  private static final Set<String> TERMS =
      Set.of("requesterIds", "iccidPrefixes", "networks", "callsPerMinute", "quarantine");

  private final Access access;
  private final OrderDesk desk;
  private final Administration administration;
  private final Inventory inventory;

  public OperatorsResource(
      Access access, OrderDesk desk, Administration administration, Inventory inventory) {
    this.access = access;
    this.desk = desk;
    this.administration = administration;
    this.inventory = inventory;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "operator.list", Role.VIEWER, this::list),
        route("POST", PATH, "operator.add", Role.ADMINISTRATOR, this::add),
        route("GET", ONE, "operator.show", Role.VIEWER, this::show),
        route("PUT", ONE, "operator.change", Role.ADMINISTRATOR, this::change),
        route("POST", ONE + "/clients", "operator.client.add", Role.ADMINISTRATOR, this::addClient),
        route(
            "DELETE",
            ONE + "/clients/{fingerprint}",
            "operator.client.remove",
            Role.ADMINISTRATOR,
            this::removeClient));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply list(AdminCall call) {
    return AdminReply.ok(Map.of(
        "operators",
        administration.operators().stream()
            .filter(operator -> call.mayTouch(operator.operatorId()))
            .map(this::of)
            .toList()));
  }

  private Reply show(AdminCall call) {
    return AdminReply.ok(of(operator(call)));
  }

  private Operator operator(AdminCall call) {
    var operator = desk.operator(call, Optional.of(call.path("operator")));
    call.about("operator/" + operator.name());
    return operator;
  }

  private Reply add(AdminCall call) {
    call.requireAllOperators();
    var names = new TreeSet<>(TERMS);
    names.add("name");
    var members = call.members().only(names);
    var name = members.requiredText("name", OperatorsResource::name);
    if (administration.operator(name).isPresent()) {
      throw AdminRefusal.conflict("there is an operator of this name");
    }
    var operator = inventory.add(changed(new Operator(0, name, Set.of(name)), members));
    call.about("operator/" + name);
    return AdminReply.created(of(operator));
  }

  /** Names go into paths and logs. */
  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")) {
      throw new IllegalArgumentException(
          "1 to 64 of letters, digits, blank, dot, underscore, hyphen expected");
    }
    return text;
  }

  /** What an operator may own is not for itself to say. */
  private Reply change(AdminCall call) {
    call.requireAllOperators();
    var changed = changed(operator(call), call.members().only(TERMS));
    administration.change(changed);
    return AdminReply.ok(of(changed));
  }

  private static Operator changed(Operator before, Members members) {
    var terms = before.terms();
    try {
      var changed = new OperatorTerms(
          members
              .texts("iccidPrefixes")
              .<Set<String>>map(TreeSet::new)
              .orElse(terms.iccidPrefixes()),
          members.texts("networks").<Set<String>>map(TreeSet::new).orElse(terms.networks()),
          members.has("callsPerMinute") ? members.number("callsPerMinute") : terms.callsPerMinute(),
          members.text("quarantine", OperatorsResource::quarantine).orElse(terms.quarantine()));
      var ids = members.texts("requesterIds").<Set<String>>map(TreeSet::new);
      return new Operator(
          before.operatorId(),
          before.name(),
          ids.map(OperatorsResource::requesterIds).orElse(before.requesterIds()),
          changed);
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Set<String> requesterIds(Set<String> ids) {
    if (ids.isEmpty() || ids.stream().anyMatch(id -> id.isBlank() || id.length() > 255)) {
      throw new IllegalArgumentException("requesterIds: one or more texts expected");
    }
    return ids;
  }

  private static Duration quarantine(String text) {
    return text.equals("PT0S") ? Duration.ZERO : Requests.duration(text);
  }

  private Reply addClient(AdminCall call) {
    call.requireAllOperators();
    var operator = operator(call);
    var members = call.members().only(Set.of("certificate", "fingerprint"));
    var fingerprint = members
        .text("certificate", OperatorsResource::ofCertificate)
        .or(() -> members.text("fingerprint", OperatorsResource::fingerprint))
        .orElseThrow(() -> AdminRefusal.unreadable("certificate (PEM) or fingerprint is missing"));
    if (!administration.addClient(operator, fingerprint)) {
      throw AdminRefusal.conflict("this key speaks for an operator already");
    }
    return AdminReply.created(of(operator));
  }

  private Reply removeClient(AdminCall call) {
    call.requireAllOperators();
    var operator = operator(call);
    var fingerprint = call.path("fingerprint", OperatorsResource::fingerprint);
    if (!administration.removeClient(operator, fingerprint)) {
      throw AdminRefusal.notFound("no such key speaks for this operator");
    }
    return AdminReply.nothing();
  }

  /** SHA-256 of the SubjectPublicKeyInfo: it stays the same when a certificate is renewed. */
  private static Bytes ofCertificate(String pem) {
    try {
      var certificate = CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.wrap(sha256.digest(certificate.getPublicKey().getEncoded()));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate in PEM expected", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Bytes fingerprint(String text) {
    var plain = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (!plain.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "SHA-256 of the SubjectPublicKeyInfo in 64 hexadecimal digits expected");
    }
    return Bytes.fromHex(plain);
  }

  private Map<String, Object> of(Operator operator) {
    var terms = operator.terms();
    var members = new LinkedHashMap<String, Object>();
    members.put("name", operator.name());
    members.put("requesterIds", new TreeSet<>(operator.requesterIds()));
    members.put("iccidPrefixes", new TreeSet<>(terms.iccidPrefixes()));
    members.put("networks", new TreeSet<>(terms.networks()));
    members.put("callsPerMinute", terms.callsPerMinute());
    members.put("quarantine", terms.quarantine());
    members.put(
        "clients",
        administration.clients(operator).stream()
            .map(key -> key.toString().toLowerCase(Locale.ROOT))
            .toList());
    return members;
  }
}
