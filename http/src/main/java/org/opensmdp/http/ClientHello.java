package org.opensmdp.http;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a ClientHello says that decides which certificate its sender can use (RFC 5246 §7.4.1.2, RFC
 * 8446 §4.1.2). Numbers are those of the TLS registries; unknown ones are kept.
 *
 * @param versions from supported_versions, else the one legacy_version
 * @param groups from supported_groups; empty if the client does not say
 * @param signatureSchemes from signature_algorithms; empty if the client does not say
 * @param trustedCas from trusted_ca_keys (RFC 6066 §6): SHA-1 of keys and of certificates, in hex;
 *     those named in other ways are left out
 */
record ClientHello(
    Set<Integer> versions,
    Optional<Set<Integer>> groups,
    Optional<Set<Integer>> signatureSchemes,
    Set<String> trustedCas) {

  static final int TLS12 = 0x0303;

  private static final int RANDOM_OCTETS = 32;
  private static final int SHA1_OCTETS = 20;

  private static final int TRUSTED_CA_KEYS = 3;
  private static final int SUPPORTED_GROUPS = 10;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int SUPPORTED_VERSIONS = 43;

  /**
   * Reads the body of a ClientHello, without its handshake header.
   *
   * @return empty if it is none: the TLS stack is the one to say so to the client
   */
  static Optional<ClientHello> parse(ByteBuffer body) {
    try {
      var in = body.duplicate();
      int version = uint16(in);
      skip(in, RANDOM_OCTETS);
      skip(in, uint8(in)); // session id
      skip(in, uint16(in)); // cipher suites
      skip(in, uint8(in)); // compression methods
      return Optional.of(
          of(version, in.hasRemaining() ? extensions(slice(in, uint16(in))) : Map.of()));
    } catch (BufferUnderflowException cutShort) {
      return Optional.empty();
    }
  }

  private static ClientHello of(int version, Map<Integer, ByteBuffer> extensions) {
    var versions = Optional.ofNullable(extensions.get(SUPPORTED_VERSIONS));
    var groups = Optional.ofNullable(extensions.get(SUPPORTED_GROUPS));
    var schemes = Optional.ofNullable(extensions.get(SIGNATURE_ALGORITHMS));
    var cas = Optional.ofNullable(extensions.get(TRUSTED_CA_KEYS));
    return new ClientHello(
        versions.map(in -> numbers(slice(in, uint8(in)))).orElse(Set.of(version)),
        groups.map(in -> numbers(slice(in, uint16(in)))),
        schemes.map(in -> numbers(slice(in, uint16(in)))),
        cas.map(in -> authorities(slice(in, uint16(in)))).orElse(Set.of()));
  }

  /** The last of two extensions of one kind counts; the TLS stack will not go on with such a client. */
  private static Map<Integer, ByteBuffer> extensions(ByteBuffer in) {
    var found = new HashMap<Integer, ByteBuffer>();
    while (in.hasRemaining()) {
      int type = uint16(in);
      found.put(type, slice(in, uint16(in)));
    }
    return found;
  }

  private static Set<Integer> numbers(ByteBuffer in) {
    var numbers = new HashSet<Integer>();
    while (in.hasRemaining()) {
      numbers.add(uint16(in));
    }
    return Set.copyOf(numbers);
  }

  /**
   * <pre>
   * struct {
   *     IdentifierType identifier_type;
   *     select (identifier_type) {
   *         case pre_agreed(0): struct {};
   *         case key_sha1_hash(1): SHA1Hash;
   *         case x509_name(2): DistinguishedName;  -- opaque&lt;1..2^16-1&gt;
   *         case cert_sha1_hash(3): SHA1Hash;
   *     } identifier;
   * } TrustedAuthority;
   * </pre>
   */
  private static Set<String> authorities(ByteBuffer in) {
    var hashes = new HashSet<String>();
    while (in.hasRemaining()) {
      switch (uint8(in)) {
        case 0 -> {}
        case 1, 3 -> hashes.add(hex(slice(in, SHA1_OCTETS)));
        case 2 -> skip(in, uint16(in)); // CIs on both curves may have one and the same name
        default -> throw new BufferUnderflowException(); // of unknown length
      }
    }
    return Set.copyOf(hashes);
  }

  private static String hex(ByteBuffer octets) {
    var copy = new byte[octets.remaining()];
    octets.get(copy);
    return HexFormat.of().formatHex(copy);
  }

  private static int uint8(ByteBuffer in) {
    return Byte.toUnsignedInt(in.get());
  }

  private static int uint16(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }

  private static void skip(ByteBuffer in, int octets) {
    slice(in, octets);
  }

  private static ByteBuffer slice(ByteBuffer in, int octets) {
    if (octets > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var slice = in.slice(in.position(), octets);
    in.position(in.position() + octets);
    return slice;
  }
}
