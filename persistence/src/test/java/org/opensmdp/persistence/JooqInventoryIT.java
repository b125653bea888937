package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorTerms;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.SampleStock;
import org.opensmdp.profile.MetadataDraft;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.Secret;

/** What administrators put in, and operators, versions and keys as they are found. */
class JooqInventoryIT {
  private static final Bytes KEY = Bytes.fromHex("C0".repeat(32));

  private static TestDatabase database;

  private JooqStore store;
  private Inventory inventory;
  private Operator operator;

  @BeforeAll
  static void create() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    store = JooqStore.emptied(database);
    inventory = store.inventory();
    operator = inventory.add(new Operator(0, "Operator", Set.of("2.999.77", "2.999.78")));
  }

  @Test
  void findsAnOperatorByNameAndByTheKeyOfItsClient() {
    inventory.addClient(operator, KEY);

    assertThat(operator.operatorId()).isPositive();
    assertThat(inventory.findOperator("Operator")).contains(operator);
    assertThat(inventory.findOperator("operator")).isEmpty();
    assertThat(store.operators().findByClientKey(KEY)).contains(operator);
    assertThat(store.operators().findByClientKey(Bytes.fromHex("C1".repeat(32))))
        .isEmpty();
  }

  @Test
  void keepsWhatAnOperatorMayOwnAndHowFastItMayCall() {
    var terms = new OperatorTerms(
        Set.of("894901", "8944"), Set.of("26201"), Optional.of(600), Duration.ofDays(30));

    inventory.add(new Operator(0, "Limited", Set.of("2.999.79"), terms));

    assertThat(inventory.findOperator("Limited").orElseThrow().terms()).isEqualTo(terms);
    assertThat(operator.terms()).isEqualTo(OperatorTerms.NONE);
  }

  @Test
  void findsATypeAsItWasPutIn() {
    var silent = Samples.type(operator, List.of());

    var stored = inventory.add(silent);

    assertThat(stored)
        .usingRecursiveComparison()
        .ignoringFields("profileTypeId")
        .isEqualTo(silent);
    assertThat(inventory.findType("Plan")).contains(stored);
  }

  @Test
  void keepsTheAddressThatDevicesReportTo() {
    var all =
        new NotificationConfiguration(EnumSet.allOf(NotificationEvent.class), "smdp.example.com");

    var stored = inventory.add(Samples.type(operator, List.of(all)));

    assertThat(stored.texts().notifications()).containsExactly(all);
  }

  @Test
  void keepsSeveralAddressesIconAndGroups() {
    var texts = MetadataDraft.of("Caf\u00E9", "Plan")
        .icon(picture())
        .notification("all.example", List.of())
        .notification("some.example", List.of("install", "delete"))
        .groups(Optional.of(Bytes.fromHex("A1")), Optional.of(Bytes.fromHex("B2B3")))
        .policyRule("PPR1")
        .texts();

    var stored = inventory.add(withTexts(texts));

    assertThat(stored.texts()).isEqualTo(texts);
    assertThat(inventory.findType("Plan").orElseThrow().texts()).isEqualTo(texts);
    assertThat(addressOfBefore()).isNull(); // which could not say that it is not all
  }

  @Test
  void keepsAnAddressForSomeEvents() {
    var some = new NotificationConfiguration(Set.of(NotificationEvent.DELETE), "smdp.example.com");

    var stored = inventory.add(Samples.type(operator, List.of(some)));

    assertThat(stored.texts().notifications()).containsExactly(some);
  }

  @Test
  void writesWhatANodeOfBeforeCanRead() {
    var all =
        new NotificationConfiguration(EnumSet.allOf(NotificationEvent.class), "smdp.example.com");

    inventory.add(Samples.type(operator, List.of(all)));

    assertThat(addressOfBefore()).isEqualTo("smdp.example.com");
  }

  @Test
  void readsWhatANodeOfBeforeHasWritten() {
    var all =
        new NotificationConfiguration(EnumSet.allOf(NotificationEvent.class), "smdp.example.com");
    inventory.add(Samples.type(operator, List.of(all)));
    database
        .database()
        .jooq()
        .execute(
            "update profile_type set notification_addresses = '{}', notification_events = '{}'");

    assertThat(inventory.findType("Plan").orElseThrow().texts().notifications())
        .containsExactly(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "icon = '\\x00', icon_type = null",
        "icon = null, icon_type = 1",
        "icon = '\\x', icon_type = 1",
        "icon = decode(repeat('00', 1025), 'hex'), icon_type = 1",
        "icon = '\\x00', icon_type = 2",
        "gid1 = '\\x'",
        "gid2 = decode(repeat('00', 21), 'hex')",
        "notification_addresses = '{a}'",
        "notification_addresses = '{a}', notification_events = '{0}'",
        "notification_addresses = '{a}', notification_events = '{16}'"
      })
  void holdsNoMetadataThatNobodyCouldDeliver(String columns) {
    inventory.add(Samples.type(operator, List.of()));
    var jooq = database.database().jooq();

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> jooq.execute("update profile_type set " + columns));
  }

  private ProfileType withTexts(MetadataTexts texts) {
    var type = Samples.type(operator, List.of());
    return new ProfileType(
        0,
        type.operatorId(),
        type.name(),
        texts,
        type.mncLength(),
        type.protection(),
        type.maxDownloadAttempts(),
        type.maxConfirmationAttempts(),
        type.orderLifetime());
  }

  private Object addressOfBefore() {
    return database.database().jooq().fetchValue("select notification_address from profile_type");
  }

  private static Bytes picture() {
    try {
      var out = new ByteArrayOutputStream();
      var image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
      assertThat(ImageIO.write(image, "png", out)).isTrue();
      return Bytes.wrap(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void offersTheVersionThatWasAddedLastAndKeepsTheOthers() {
    var type = inventory.add(Samples.type(operator, List.of()));
    long first = inventory.addStableVersion(type, Samples.TEMPLATE);

    long second = inventory.addStableVersion(type, Bytes.fromHex("A001"));

    assertThat(store.versions().template(first)).contains(Samples.TEMPLATE);
    assertThat(store.versions().template(second)).contains(Bytes.fromHex("A001"));
    assertThat(store.versions().template(second + 1)).isEmpty();
    assertThat(database
            .database()
            .jooq()
            .fetchValues("select number || state from profile_version order by number"))
        .isEqualTo(List.of("1CANDIDATE", "2STABLE"));
  }

  @Test
  void putsAllSubscribersIntoStockOrNone() {
    var type = inventory.add(Samples.type(operator, List.of()));
    inventory.addStock(type, Samples.subscribers(500, 1));
    var withOneThatIsThere = Samples.subscribers(1, 500);

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> inventory.addStock(type, withOneThatIsThere));
    assertThat(inventory.available(type)).isOne();

    inventory.addStock(type, withOneThatIsThere.subList(0, 499));
    inventory.addStock(type, List.<SubscriberData>of());

    assertThat(inventory.available(type)).isEqualTo(500);
  }

  @Test
  void refusesAnImsiThatAnotherProfileHas() {
    var type = inventory.add(Samples.type(operator, List.of()));
    var twice = Stream.of(1, 2)
        .map(number -> Samples.subscribers(number, 1).get(0))
        .map(one -> SubscriberData.of(
            one.iccid(), Samples.subscribers(7, 1).get(0).imsi(), one.ki(), one.opc()))
        .toList();

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> inventory.addStock(type, twice));
    assertThat(inventory.available(type)).isZero();
  }

  @Test
  void knowsNothingOfAReadyPackageFromBeforeItsDemandsWereKept() {
    var type = inventory.add(Samples.type(operator, List.of()));
    var ready = Secret.of(Samples.BLOCKS);
    inventory.addStock(type, Samples.iccid(1), Optional.empty(), SampleStock.NEEDED, ready);
    Samples.release(store.stores(), 1);
    assertThat(
            store.downloads().findByMatchingId(Samples.token(1)).orElseThrow().readyMade())
        .contains(SampleStock.NEEDED);

    database
        .database()
        .jooq()
        .execute("update profile set ready_major = null, ready_minor = null,"
            + " ready_services = null, ready_octets = null");

    assertThat(
            store.downloads().findByMatchingId(Samples.token(1)).orElseThrow().readyMade())
        .isEmpty();
  }

  @Test
  void putsAReadyPackageIntoStock() {
    ProfileType type = inventory.add(Samples.type(operator, List.of()));

    inventory.addStock(
        type, Samples.iccid(1), Optional.empty(), SampleStock.NEEDED, Secret.of(Samples.BLOCKS));

    assertThat(inventory.available(type)).isOne();
  }
}
