package org.opensmdp.server;

import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.opensmdp.activation.MoveVersion;
import org.opensmdp.activation.rollout.LastStable;
import org.opensmdp.activation.rollout.RolloutByHand;
import org.opensmdp.activation.rollout.StartRollout;
import org.opensmdp.console.Access;
import org.opensmdp.console.ExceptionsResource;
import org.opensmdp.console.FreezesResource;
import org.opensmdp.console.Resource;
import org.opensmdp.console.RolloutDesk;
import org.opensmdp.console.RolloutEvidenceResource;
import org.opensmdp.console.RolloutsResource;
import org.opensmdp.console.VersionLifeResource;
import org.opensmdp.persistence.Stores;

/** What people do with versions and rollouts, over the admin API. */
final class RolloutAdministration {
  private final Stores stores;
  private final InstantSource clock;

  RolloutAdministration(Stores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /** Returns the rules by which versions are moved by hand: not while a rollout moves them. */
  MoveVersion moves() {
    return new MoveVersion(
        stores.versions(),
        type -> RolloutByHand.underWay(stores.rollouts(), type.profileTypeId())
            .map(rollout -> OptionalLong.of(rollout.rolloutId()))
            .orElse(OptionalLong.empty()),
        clock);
  }

  List<Resource> resources(Access access) {
    var versions = stores.versions();
    var rollouts = stores.rollouts();
    var evidence = stores.rolloutEvidence();
    var desk = new RolloutDesk(stores.administration(), versions, rollouts);
    var start = new StartRollout(versions, rollouts, evidence, clock);
    var byHand = new RolloutByHand(rollouts, stores.recalls(), clock);
    return List.of(
        new VersionLifeResource(
            access, stores.inventory(), versions, moves(), new LastStable(evidence), clock),
        new RolloutsResource(access, desk, start, byHand, clock),
        new RolloutEvidenceResource(access, desk, evidence, start, clock),
        new ExceptionsResource(access, desk, byHand),
        new FreezesResource(access, desk, clock));
  }
}
