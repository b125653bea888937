package org.opensmdp.server;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.opensmdp.activation.incident.Calm;
import org.opensmdp.console.Access;
import org.opensmdp.console.AlertmanagerResource;
import org.opensmdp.console.FunnelResource;
import org.opensmdp.console.IncidentsResource;
import org.opensmdp.console.Resource;
import org.opensmdp.console.SloResource;
import org.opensmdp.persistence.Stores;
import org.opensmdp.server.Housekeeping.Chore;

/** Figures and incidents: what is served of them, and what is done by the clock. */
final class ServiceHealth {
  private final Stores stores;
  private final Clock clock;

  ServiceHealth(Stores stores, Clock clock) {
    this.stores = stores;
    this.clock = clock;
  }

  List<Function<Access, Resource>> resources() {
    var figures = stores.figures();
    var incidents = stores.incidents();
    var inventory = stores.inventory();
    return List.of(
        access -> new SloResource(access, figures, inventory, clock),
        access -> new FunnelResource(access, figures, inventory, clock),
        access -> new IncidentsResource(access, incidents, figures, inventory, clock),
        access -> new AlertmanagerResource(access, incidents, figures, inventory, clock));
  }

  List<Chore> chores() {
    var calm = new Calm(stores.incidents(), stores.figures(), clock);
    return List.of(new Chore("see which incidents are over", Duration.ofMinutes(1), calm::run));
  }
}
