package org.opensmdp.server;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.timeline.CaseTeller;
import org.opensmdp.activation.timeline.ClientLogImport;
import org.opensmdp.console.Access;
import org.opensmdp.console.CasesResource;
import org.opensmdp.console.ClientLogsResource;
import org.opensmdp.console.Resource;
import org.opensmdp.persistence.Stores;

/** What support looks into cases with. */
final class CaseDesk {
  private CaseDesk() {}

  static List<Function<Access, Resource>> resources(Stores stores, InstantSource clock) {
    var teller = new CaseTeller(Glossary.standard(), stores.versions(), clock);
    var imports = new ClientLogImport(stores.caseFiles(), stores.clientLogs(), clock);
    return List.of(
        access -> new CasesResource(access, stores.caseFiles(), teller),
        access -> new ClientLogsResource(access, imports));
  }
}
