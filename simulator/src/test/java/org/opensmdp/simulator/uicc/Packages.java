package org.opensmdp.simulator.uicc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StoreMetadataRequest;

/** Packages to interpret, the metadata and the cards that go with them. */
public final class Packages {
  static final Iccid ICCID = Iccid.withCheckDigit("898800000000000001");
  static final Imsi IMSI = new Imsi("001010000000001");
  static final Secret KEY = Secret.of(Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC"));
  static final Secret OPC = Secret.of(Bytes.fromHex("CD63CB71954A9F4E48A5994E37A02BAF"));
  public static final Iccid TEST_ICCID =
      Iccid.fromPlain("test", Bytes.fromHex("89000123456789012341"));

  /** What most cards do; those of the virtual eUICC. */
  static final CardAbilities CARD = card(1, 2, 3, 4, 5, 6, 7, 8, 14, 16, 17, 19, 20, 22, 23, 24);

  private static final ProfileTemplate TEMPLATE = ProfileTemplate.of(BundledTemplate.load());

  /** Eight elements that another implementation made, euicc-tools; IMSI 001010123456789. */
  private static final String MINIMAL =
      "a045800102810103821b65756963632d746f6f6c73206578616d706c652070726f66696c65830a890001234567890123"
          + "41a5028100a610060667810f010201060667810f010204"
          + "b0819ca0058000810102810667810f010201a20ca10a8b032f0601c603010a0ba41ea1108202412183022fe28b032f06"
          + "03880110830a98001032547698103214a52ca11282044221002183022f008b032f0602800121831661144f0ca0000000"
          + "871002ff49ff058950045553494da62fa11582044221002e83022f068b032f060280012e880130831680015ea4068301"
          + "0a9501088401d4a40683010a950108"
          + "a318a0058000810103a10f300d80010181083131313131313131"
          + "a24ca0058000810104a143a0413013800101810830303030ffffffff820101830106301480010a810835353535353535"
          + "35830103840200aa301480010b81083636363636363636830103840200aa"
          + "b382012ba0058000810105810667810f010204a21fa11d83027fd0840ca0000000871002ff49ff05898b032f0601c604"
          + "81010a0ba31aa10d8202412183026f078b036f060a8309080910101032547698a437a11282044221003683026f068b03"
          + "6f06088001368321800101a406830101950108800102a406830181950108800158a40683010a950108a825a110820241"
          + "2183026f388b036f060480011183119effbf1dff3e0083410310010400003e11ad1ea11c8202412183026f468b036f06"
          + "07a50dc10b0147534d411154455354ffae12a10d8202412183026f568b036f0601830100b213a10d8202412183026f78"
          + "8b036f060383020001b634a11282044221000e83026fb78b036f060880011c830e11f2ff4575726f20456d6572ff0083"
          + "0e19f1ff456d657267656e6379ff00"
          + "a221a0058000810106a118a016301480020081810839393939ffffffff820101830103"
          + "a435a0058000810107a12ca12a8001018101028210000102030405060708090a0b0c0d0e0f831000000000000000000000"
          + "000000000000"
          + "aa07a0058000810108";

  private Packages() {}

  static CardAbilities card(Integer... capabilities) {
    return new CardAbilities(
        new VersionNumber(2, 3), java.util.Set.of(capabilities), 512 * 1024, false);
  }

  /** The bundled template with the data of a subscriber. */
  static Bytes bundled() {
    return TEMPLATE.render(SubscriberData.of(ICCID, IMSI, KEY, OPC));
  }

  public static Bytes minimal() {
    return Bytes.fromHex(MINIMAL);
  }

  static StoreMetadataRequest metadata(Iccid iccid, ProfileClass profileClass) {
    return StoreMetadataRequest.builder(iccid, "Operator", "Plan")
        .profileClass(profileClass)
        .build();
  }

  /** The GSMA TS.48 test profiles, which are not ours to ship. */
  public static Stream<Bytes> ts48() {
    var named = Optional.ofNullable(
            System.getProperty("opensmdp.test.data", System.getenv("OPENSMDP_TEST_DATA")))
        .map(Path::of);
    var found = Stream.concat(named.stream(), Stream.of(Path.of("../shared/data")))
        .map(directory -> directory.resolve("ts48"))
        .filter(Files::isDirectory)
        .findFirst();
    assumeTrue(found.isPresent(), "test data ts48 not found: the TS.48 profiles are not tried");
    return found.stream().flatMap(directory -> packages(directory).stream());
  }

  private static List<Bytes> packages(Path directory) {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".der"))
          .sorted()
          .map(Packages::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bytes read(Path file) {
    try {
      return Bytes.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
