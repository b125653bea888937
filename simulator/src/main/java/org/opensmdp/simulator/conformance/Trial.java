package org.opensmdp.simulator.conformance;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es2PlusRefusal;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.FunctionRefusal;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.MalformedAnswer;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.Pace;

/**
 * One run of a case: the server, the wire, and the words for what is done and what is looked at. All
 * that passes is in the {@link Journal}. Steps throw {@link CaseEnded} when the verdict is clear; any
 * other exception that leaves a case is a server that did not do what the step needs.
 */
public final class Trial {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final int MOST_MESSAGE = 128;
  private static final String SUCCESS = "Executed-Success";

  private final Target target;
  private final Wire wire;
  private final Journal journal;
  private final SecureRandom random;

  public Trial(Target target, Wire wire, Journal journal, SecureRandom random) {
    this.target = target;
    this.wire = wire;
    this.journal = journal;
    this.random = random;
  }

  public Target target() {
    return target;
  }

  public Wire wire() {
    return wire;
  }

  public SecureRandom random() {
    return random;
  }

  // narration

  /** Says what is done next; the report shows it before what passes then. */
  public void step(String text) {
    journal.add(new Journal.Step(text));
  }

  /** Does what the case needs first; if it cannot be done, the case says nothing of the server. */
  public void prepare(String text, Runnable steps) {
    step(text);
    try {
      steps.run();
    } catch (RuntimeException e) {
      throw e instanceof CaseEnded ended
          ? ended
          : new CaseEnded(Verdict.INCONCLUSIVE, text + ": " + e.getMessage());
    }
  }

  // looking

  /** Compares; what is not equal ends the case with FAIL. */
  public void check(String what, Object expected, Object received) {
    check(
        what,
        String.valueOf(expected),
        String.valueOf(received),
        Objects.equals(expected, received));
  }

  /** Writes down what was looked at; if it does not hold, the case has failed. */
  public void check(String what, String expected, String received, boolean holds) {
    journal.add(new Journal.Check(what, expected, received, holds));
    if (!holds) {
      throw new CaseEnded(
          Verdict.FAIL, "%s: %s (expected: %s)".formatted(what, received, expected));
    }
  }

  /** Looks again and again until it holds, ten seconds at most: reports are judged after 204. */
  public void eventually(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean held = holds.getAsBoolean();
    while (!held && System.nanoTime() < end) {
      Pace.REAL.pass(BETWEEN_LOOKS);
      held = holds.getAsBoolean();
    }
    check(what, "within 10 s", held ? "so" : "not so", held);
  }

  /** Has ES9+ refuse with this status code, or, in ASN.1, with the integer that stands for it. */
  public Es9PlusRefusal refuses(Es9Function function, StatusCode expected, Runnable action) {
    var refusal = refusal(action);
    if (wire.binding() == Binding.JSON) {
      check("status code", expected.subject() + "/" + expected.reason(), refusal.pair());
      checkMessage(refusal);
    } else {
      check("error", "error " + function.error(expected), refusal.message());
    }
    return refusal;
  }

  /** Has ES9+ refuse with one of these status codes: sources differ, or the standard leaves it open. */
  public Es9PlusRefusal refuses(Es9Function function, List<StatusCode> either, Runnable action) {
    var refusal = refusal(action);
    boolean json = wire.binding() == Binding.JSON;
    var expected = either.stream()
        .map(code -> json ? code.subject() + "/" + code.reason() : "error " + function.error(code))
        .toList();
    var found = json ? refusal.pair() : refusal.message();
    check("status code", String.join(" or ", expected), found, expected.contains(found));
    return refusal;
  }

  /** Has ES9+ accept: what it refuses, or answers as no client could read it, fails the case. */
  public <T> T accepts(Supplier<T> action) {
    try {
      var result = action.get();
      check("status", SUCCESS, SUCCESS);
      return result;
    } catch (Es9PlusRefusal | MalformedAnswer e) {
      throw failed(SUCCESS, String.valueOf(e.getMessage()));
    }
  }

  /** Has ES9+ refuse, with whatever status code: no source prescribes one. */
  public Es9PlusRefusal refusesSomehow(Runnable action) {
    var refusal = refusal(action);
    check("status", "Failed", "Failed");
    return refusal;
  }

  private Es9PlusRefusal refusal(Runnable action) {
    try {
      action.run();
    } catch (Es9PlusRefusal e) {
      return e;
    } catch (MalformedAnswer e) {
      throw failed("Failed with a status code", String.valueOf(e.getMessage()));
    }
    throw failed("Failed with a status code", SUCCESS);
  }

  /** Has ES2+ refuse with this status code. */
  public Es2PlusRefusal refusesOrder(StatusCode expected, Runnable action) {
    var refusal = refusesOrderSomehow(action);
    check("status code", expected.subject() + "/" + expected.reason(), refusal.pair());
    return refusal;
  }

  /** Has ES2+ refuse, with whatever status code. */
  public Es2PlusRefusal refusesOrderSomehow(Runnable action) {
    try {
      action.run();
    } catch (Es2PlusRefusal e) {
      checkMessage(e);
      return e;
    } catch (MalformedAnswer e) {
      throw failed("Failed with a status code", String.valueOf(e.getMessage()));
    }
    throw failed("Failed with a status code", SUCCESS);
  }

  private void checkMessage(FunctionRefusal refusal) {
    var text = refusal.message();
    boolean readable = !text.isBlank()
        && text.length() <= MOST_MESSAGE
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    check("message", "ASCII, 1 to 128 characters", "'" + text + "'", readable);
  }

  private CaseEnded failed(String expected, String received) {
    journal.add(new Journal.Check("answer", expected, received, false));
    return new CaseEnded(Verdict.FAIL, "%s (expected: %s)".formatted(received, expected));
  }

  // the server

  /** ES9+ on the wire of this run. */
  public Es9Plus es9plus() {
    return wire.binding().client(journal.recording(target.es9plus()), target.smdpAddress());
  }

  /** Posts octets that no client of ours would send to ES9+; {@code path} begins with a slash. */
  public HttpTransport.Answer post(String path, Map<String, String> headers, Bytes body) {
    var uri = URI.create("https://" + target.smdpAddress() + path);
    return post(target.es9plus(), new HttpTransport.Request(uri, headers, body));
  }

  /** Posts octets to ES9+ by another way than that of the run, as over a connection of the case's own. */
  public HttpTransport.Answer post(
      HttpTransport way, String path, Map<String, String> headers, Bytes body) {
    var uri = URI.create("https://" + target.smdpAddress() + path);
    return post(way, new HttpTransport.Request(uri, headers, body));
  }

  /** Posts octets to ES2+ as the operator, or as {@code access}. */
  public HttpTransport.Answer post(
      OperatorAccess access, String path, Map<String, String> headers, Bytes body) {
    var uri = URI.create("https://" + access.address() + path);
    return post(access.transport(), new HttpTransport.Request(uri, headers, body));
  }

  private HttpTransport.Answer post(HttpTransport transport, HttpTransport.Request request) {
    try {
      return journal.recording(transport).post(request);
    } catch (IOException e) {
      throw new CaseEnded(Verdict.FAIL, "no answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CaseEnded(Verdict.INCONCLUSIVE, "interrupted");
    }
  }

  /** Returns the headers of a JSON request of an LPA, to be changed. */
  public static Map<String, String> jsonHeaders() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Admin-Protocol", "gsma/rsp/v2.5.0");
    headers.put("User-Agent", "gsma-rsp-lpad");
    return headers;
  }

  /** ES2+ as the operator. */
  public OperatorClient operator() {
    return operator(access());
  }

  /** ES2+ as another. */
  public OperatorClient operator(OperatorAccess access) {
    return new OperatorClient(
        journal.recording(access.transport()), access.address(), access.requesterIdentifier());
  }

  /** How the suite is known as an operator. */
  public OperatorAccess access() {
    return target.operator().orElseThrow(() -> notApplicable("no access to ES2+"));
  }

  public OperatorAccess secondAccess() {
    return target.secondOperator().orElseThrow(() -> notApplicable("no second operator"));
  }

  /** Returns the name of the profile type of this kind. */
  public String type(ProfileKind kind) {
    return Optional.ofNullable(target.profileTypes().get(kind))
        .orElseThrow(() -> notApplicable("no profile type of the kind " + kind));
  }

  /** Where the server calls the operator back. */
  public CallbackEndpoint callbacks() {
    return target.callbacks().orElseThrow(() -> notApplicable("no endpoint for callbacks"));
  }

  private static CaseEnded notApplicable(String why) {
    return new CaseEnded(Verdict.NOT_APPLICABLE, why);
  }

  // orders

  /** Orders for any card; the case is inconclusive if that cannot be done. */
  public Order order(Wish wish) {
    if (wish.forTheCard()) {
      throw new IllegalArgumentException("a case that orders for a card names it");
    }
    return order(wish, Optional.empty());
  }

  /** Orders; {@code card} is named if the wish is for the card that comes. */
  public Order order(Wish wish, Eid card) {
    return order(wish, wish.forTheCard() ? Optional.of(card) : Optional.empty());
  }

  private Order order(Wish wish, Optional<Eid> card) {
    step("Order a profile: " + wish);
    return target
        .provisioning()
        .map(hook -> hook.order(wish, card))
        .orElseGet(() -> orderOverEs2Plus(wish, card));
  }

  private Order orderOverEs2Plus(Wish wish, Optional<Eid> card) {
    try {
      var ofType = DownloadOrder.ofType(type(wish.kind()));
      var iccid = operator().downloadOrder(card.map(ofType::forEid).orElse(ofType));
      var confirmed =
          operator().confirmOrder(confirmation(wish, card, OrderConfirmation.release(iccid)));
      return new Order(
          wish,
          iccid,
          Optional.of(confirmed.matchingId()).filter(id -> !id.equals(MatchingId.NONE)),
          wish.confirmationCode());
    } catch (FunctionRefusal | MalformedAnswer e) {
      throw new CaseEnded(Verdict.INCONCLUSIVE, "the profile cannot be ordered: " + e.getMessage());
    }
  }

  private static OrderConfirmation confirmation(
      Wish wish, Optional<Eid> card, OrderConfirmation plain) {
    var confirmation = wish.released() ? plain : plain.withoutRelease();
    if (card.isPresent()) {
      confirmation = confirmation.forEid(card.get());
    }
    if (wish.byDefault()) {
      confirmation = confirmation.matchingId(MatchingId.NONE);
    }
    return wish.confirmationCode().map(confirmation::confirmationCode).orElse(confirmation);
  }

  // devices

  /** An EID of the test EUM that no run before has used. */
  public Eid anyEid() {
    return EuiccPopulation.eid(random.nextLong(1_000_000_000_000_000L));
  }

  /** A phone with a new card of the curve of the wire. */
  public Phone phone() {
    return phone(card -> card);
  }

  /** The same, with the card changed. */
  public Phone phone(UnaryOperator<EuiccProfile.Builder> change) {
    return phone(target.cards(wire.curve()).euicc(anyEid()), change);
  }

  /** A phone with a card of this identity, which trusts the CI of the wire. */
  public Phone phone(EuiccIdentity identity, UnaryOperator<EuiccProfile.Builder> change) {
    var trusted = List.of(target.cards(wire.curve()).ci());
    var profile = change.apply(EuiccProfile.builder(List.of(identity), trusted)).build();
    return new Phone(this, identity, profile, Clock.systemUTC());
  }
}
