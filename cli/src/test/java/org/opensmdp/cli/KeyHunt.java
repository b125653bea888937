package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for keys in octets of any kind: as they are, as hexadecimal digits, as base64. */
final class KeyHunt {
  private static final int HEAD = Long.BYTES;
  private static final int WINDOW = 16;
  private static final int FILTER_BITS = 1 << 22;

  private final Map<Long, List<Needle>> byHead = new HashMap<>();
  private final BitSet filter = new BitSet(FILTER_BITS);

  private record Needle(String form, Octets octets) {}

  private static final class Octets {
    private final byte[] content;

    private Octets(byte[] content) {
      this.content = content;
    }
  }

  /** @param keys of 16 octets each */
  KeyHunt(List<byte[]> keys) {
    for (var key : keys) {
      put("raw", key);
      put("hex", HexFormat.of().formatHex(key).getBytes(US_ASCII));
      put("HEX", HexFormat.of().withUpperCase().formatHex(key).getBytes(US_ASCII));
      put("base64", Base64.getEncoder().encode(key));
    }
  }

  static KeyHunt texts(List<String> texts) {
    var hunt = new KeyHunt(List.of());
    texts.forEach(text -> hunt.put("text", text.getBytes(US_ASCII)));
    return hunt;
  }

  /** The first 16 octets of a form are proof enough. */
  private void put(String form, byte[] octets) {
    var needle = Arrays.copyOf(octets, WINDOW);
    long head = ByteBuffer.wrap(needle).getLong();
    filter.set(bit(head));
    byHead.merge(
        head,
        List.of(new Needle(form, new Octets(needle))),
        (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
  }

  private static int bit(long head) {
    return (int) ((head * 0x9E3779B97F4A7C15L) >>> 42);
  }

  /** Returns the forms in which a key is in any of the files beneath. */
  Set<String> inFiles(Path folder) throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        for (var form : inFile(file)) {
          found.add(form + " in " + folder.relativize(file));
        }
      }
    }
    return found;
  }

  /** Returns the forms in which a key is in a file. */
  Set<String> inFile(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      return in(in);
    }
  }

  Set<String> in(InputStream in) throws IOException {
    var found = new TreeSet<String>();
    long older = 0;
    long newer = 0;
    long count = 0;
    int octet;
    while ((octet = in.read()) >= 0) {
      older = older << 8 | newer >>> 56;
      newer = newer << 8 | octet;
      count++;
      if (count >= WINDOW && filter.get(bit(older))) {
        look(older, newer, found);
      }
    }
    return found;
  }

  private void look(long older, long newer, Set<String> found) {
    for (var needle : byHead.getOrDefault(older, List.of())) {
      if (ByteBuffer.wrap(needle.octets().content).getLong(HEAD) == newer) {
        found.add(needle.form());
      }
    }
  }
}
