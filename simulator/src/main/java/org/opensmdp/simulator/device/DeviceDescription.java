package org.opensmdp.simulator.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusAsn1Client;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.Pace;

/**
 * One kind of device: its card, its LPA, their manners and quirks. Shared by all devices of the kind;
 * docs/devices.md has every key. Any thread.
 *
 * @param name of the kind, as reports list it
 * @param model what it stands for, one line for people
 * @param tac the first eight digits of its IMEIs
 * @param imei whether it tells its IMEI
 */
public record DeviceDescription(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String model,
    Optional<String> tac,
    boolean imei,
    @JsonProperty(required = true) EuiccSection euicc,
    Optional<LpaSection> lpa,
    Optional<EuiccQuirks> quirks) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public DeviceDescription {
    EuiccSection.require(
        name.matches("[a-z0-9][a-z0-9-]{0,39}"),
        "name: '%s' (expected: small letters, digits and -, at most 40)".formatted(name));
    EuiccSection.require(
        tac.map(digits -> digits.matches("[0-9]{8}")).orElse(true),
        "tac: write eight digits in quotes, as \"35290611\"");
  }

  /**
   * Reads a description.
   *
   * @param source what it is called in messages, as a file name
   * @throws DescriptionException if it is not one, saying which line, which key and what to write
   */
  public static DeviceDescription read(Reader yaml, String source) {
    return DescriptionReader.read(yaml, source);
  }

  public VersionType svn() {
    return euicc.svn();
  }

  public VersionType firmware() {
    return euicc.firmware();
  }

  public VersionType profileVersion() {
    return euicc.profileVersion();
  }

  LpaSection manner() {
    return lpa.orElse(LpaSection.DEFAULTS);
  }

  EuiccQuirks allQuirks() {
    return quirks.orElse(EuiccQuirks.NONE);
  }

  /**
   * Returns a maker of clients as the LPA of this kind is one: its version of HTTP, its binding, its
   * headers and their oddities. They share their connections.
   *
   * @param trustedCis those of the server's TLS certificate
   */
  public Function<String, Es9Plus> servers(List<RspCertificate> trustedCis) {
    boolean first = manner().http().orElse("1.1").equals("1.1");
    var http = first ? Es9PlusClient.http1(trustedCis) : Es9PlusClient.http(trustedCis);
    return servers(HttpTransport.over(http, PATIENCE));
  }

  /** As {@link #servers(List)}, by another way to the server; its version of HTTP is the way's. */
  public Function<String, Es9Plus> servers(HttpTransport way) {
    var odd = new OddRequests(way, this);
    boolean json = manner().binding().orElse(LpaSection.Binding.JSON) == LpaSection.Binding.JSON;
    return address -> json
        ? Es9PlusClient.over(odd, address, svn())
        : Es9PlusAsn1Client.over(odd, address, svn());
  }

  /**
   * Returns the device of a number; the same number has the same EID and IMEI in every run. Its keys
   * are made when it first needs them.
   *
   * @param hierarchies the PKIs of the server, at most one on each curve
   * @param number 0 or more
   * @param servers the client of an address, as {@link #servers(List)} makes them
   */
  public VirtualDevice device(
      List<TestHierarchy> hierarchies,
      long number,
      Function<String, ? extends Es9Plus> servers,
      Pace pace,
      LpaListener listener) {
    return new VirtualDevice(this, hierarchies, number, servers, pace, listener);
  }
}
