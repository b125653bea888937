package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** ClientHellos of real clients, and octets that are none. */
class ClientHelloTest {
  private static final int TLS13 = 0x0304;
  private static final int ECDSA_P256_SHA256 = 0x0403;
  private static final byte[] HASH =
      HexFormat.of().parseHex("0123456789abcdef0123456789abcdef01234567");

  @Test
  void readsWhatTheJdkOffers() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine("smdp.example", 443);

    var hello = read(firstFlight(engine));

    assertThat(hello.versions()).contains(TLS13, ClientHello.TLS12);
    assertThat(hello.groups().orElseThrow()).contains(OfferingClient.P256).doesNotContain(26);
    assertThat(hello.signatureSchemes().orElseThrow()).contains(ECDSA_P256_SHA256);
    assertThat(hello.trustedCas()).isEmpty();
  }

  @Test
  void readsWhatBoringSslOffers() throws Exception {
    Assumptions.assumeTrue(OpenSsl.isAvailable(), "BoringSSL does not load here");
    var context = SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL).build();
    var engine = context.newEngine(ByteBufAllocator.DEFAULT);

    var hello = read(firstFlight(engine));

    assertThat(hello.versions()).contains(TLS13, ClientHello.TLS12);
    assertThat(hello.groups().orElseThrow()).contains(OfferingClient.P256).doesNotContain(26);
    assertThat(hello.signatureSchemes().orElseThrow()).contains(ECDSA_P256_SHA256);
    ReferenceCountUtil.release(engine);
    ReferenceCountUtil.release(context);
  }

  @Test
  void readsWhatBouncyCastleOffers() throws Exception {
    var context =
        SSLContext.getInstance("TLSv1.2", new BouncyCastleJsseProvider(BrainpoolTls.CRYPTO));
    context.init(null, null, null);
    var engine = new GroupedSslContext(context, List.of("brainpoolP256r1")).createSSLEngine();

    var hello = read(firstFlight(engine));

    assertThat(hello.versions()).containsExactly(ClientHello.TLS12);
    assertThat(hello.groups()).contains(Set.of(OfferingClient.BRAINPOOL));
    assertThat(hello.signatureSchemes().orElseThrow()).contains(ECDSA_P256_SHA256);
  }

  @Test
  void readsTheHashesOfTrustedCas() throws Exception {
    var client =
        OfferingClient.of(OfferingClient.P256, OfferingClient.BRAINPOOL).trustingKey(HASH);

    var hello = read(client.hello());

    assertThat(hello.trustedCas()).containsExactly(HexFormat.of().formatHex(HASH));
    assertThat(hello.groups()).contains(Set.of(OfferingClient.P256, OfferingClient.BRAINPOOL));
  }

  @Test
  void readsTheVersionsOfAClientOfTls13Alone() throws Exception {
    var client = OfferingClient.of(OfferingClient.P256).versions(ProtocolVersion.TLSv13);

    assertThat(read(client.hello()).versions()).containsExactly(TLS13);
  }

  @Test
  void takesAHelloWithoutExtensions() {
    var oldest = HexFormat.of().parseHex("0303" + "00".repeat(32) + "00" + "0002c02b" + "0100");

    var hello = read(oldest);

    assertThat(hello)
        .isEqualTo(new ClientHello(
            Set.of(ClientHello.TLS12), Optional.empty(), Optional.empty(), Set.of()));
  }

  @Test
  void isNoneWhenCutShortAnywhere() throws Exception {
    var whole = OfferingClient.of(OfferingClient.BRAINPOOL).trustingKey(HASH).hello();
    int endOfCompression = 2 + 32 + 1 + whole[34] + 2 + cipherOctets(whole) + 2;

    for (int length = 0; length < whole.length; length++) {
      var hello = ClientHello.parse(ByteBuffer.wrap(whole, 0, length));

      assertThat(hello.isPresent()).as("%d octets", length).isEqualTo(length == endOfCompression);
    }
  }

  private static int cipherOctets(byte[] hello) {
    return ByteBuffer.wrap(hello).getShort(35 + hello[34]);
  }

  @Property
  void saysSomethingDefinedOfAnyOctets(@ForAll @Size(max = 600) byte[] octets) {
    assertThat(ClientHello.parse(ByteBuffer.wrap(octets))).isNotNull();
  }

  @Property
  void survivesEveryAlteredOctet(
      @ForAll @IntRange(max = 400) int position, @ForAll byte value, @ForAll byte second)
      throws IOException {
    var octets = OfferingClient.of(OfferingClient.BRAINPOOL).trustingKey(HASH).hello();
    octets[position % octets.length] = value;
    octets[(position * 31) % octets.length] = second;

    assertThat(ClientHello.parse(ByteBuffer.wrap(octets))).isNotNull();
  }

  @Property
  void readsBackWhateverNumbersAreOffered(
      @ForAll @Size(max = 50) Set<@IntRange(max = 0xffff) Integer> groups,
      @ForAll @Size(max = 50) Set<@IntRange(max = 0xffff) Integer> schemes) {
    var extensions = extension("000a", groups) + extension("000d", schemes);
    var hex = "0303" + "00".repeat(32) + "00" + "0002c02b" + "0100"
        + "%04x".formatted(extensions.length() / 2) + extensions;

    var hello = read(HexFormat.of().parseHex(hex));

    assertThat(hello.groups()).contains(groups);
    assertThat(hello.signatureSchemes()).contains(schemes);
  }

  private static String extension(String type, Set<Integer> numbers) {
    var list = new StringBuilder();
    numbers.forEach(number -> list.append("%04x".formatted(number)));
    int octets = 2 * numbers.size();
    return type + "%04x%04x".formatted(octets + 2, octets) + list;
  }

  private static ClientHello read(byte[] body) {
    return ClientHello.parse(ByteBuffer.wrap(body)).orElseThrow();
  }

  /** What a client sends first, without the headers of record and message. */
  private static byte[] firstFlight(SSLEngine engine) throws SSLException {
    engine.setUseClientMode(true);
    engine.beginHandshake();
    var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOfRange(record.array(), 9, record.position());
  }
}
