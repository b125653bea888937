package org.opensmdp.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.device.DeviceKinds;
import org.opensmdp.simulator.pack.PopulationPlan.Subscriber;
import org.opensmdp.simulator.uicc.CardAbilities;
import org.opensmdp.simulator.uicc.Interpretation;
import org.opensmdp.simulator.uicc.ProfileInterpreter;

/**
 * The laboratory of a rollout demo: cards of the kinds that come with the program, each of which is given the
 * packages of a few made-up subscribers. They are the same models as those of the field but for the faults of
 * firmware that nobody knows of yet: that is why a version goes out in stages.
 */
final class FieldLaboratory {
  private static final List<String> KINDS =
      List.of("phone-a", "phone-b", "phone-c", "watch", "tablet");
  private static final int EACH = 12;
  private static final Secret KEY =
      Secret.of(Bytes.fromHex("000102030405060708090A0B0C0D0E10")); // no key of anybody

  private final List<TestHierarchy> hierarchies;

  FieldLaboratory(List<TestHierarchy> hierarchies) {
    this.hierarchies = List.copyOf(hierarchies);
  }

  /** Gives a template to the cards, and returns what they say as the admin API takes it. */
  Map<String, Object> report(Bytes template) {
    var causes = new TreeMap<String, Integer>();
    int devices = 0;
    for (var kind : KINDS) {
      var card = abilities(kind);
      for (var subscriber : FieldPlan.stock(EACH, 0)) {
        devices++;
        if (interpreted(template, subscriber, card) instanceof Interpretation.Refused refused) {
          causes.merge("PIR " + refused.reason().code(), 1, Integer::sum);
        }
      }
    }
    int refused = causes.values().stream().mapToInt(Integer::intValue).sum();
    var pack = new LinkedHashMap<String, Object>();
    pack.put("pack", "laboratory");
    pack.put("devices", devices);
    pack.put("installed", devices - refused);
    pack.put("p95InstallSeconds", 0);
    pack.put(
        "causes",
        causes.entrySet().stream()
            .map(cause -> Map.of(
                "cause", cause.getKey(), "at", "load profile elements", "count", cause.getValue()))
            .toList());
    return pack;
  }

  private CardAbilities abilities(String kind) {
    return DeviceKinds.read(kind)
        .device(
            hierarchies,
            0,
            address -> {
              throw new IllegalStateException("no server in the laboratory");
            },
            Pace.REAL,
            LpaListener.NONE)
        .euicc()
        .abilities();
  }

  private static Interpretation interpreted(
      Bytes template, Subscriber subscriber, CardAbilities card) {
    var upp = ProfileTemplate.of(template)
        .render(SubscriberData.of(subscriber.iccid(), subscriber.imsi(), KEY, KEY));
    var metadata = StoreMetadataRequest.builder(
            subscriber.iccid(), FieldPlan.OPERATOR.provider(), FieldPlan.OPERATOR.profileName())
        .build();
    return ProfileInterpreter.interpret(upp, metadata, card);
  }
}
