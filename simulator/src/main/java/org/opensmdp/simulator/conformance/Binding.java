package org.opensmdp.simulator.conformance;

import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusAsn1Client;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.HttpTransport;

/** How ES9+ is spoken (SGP.22 v2 §6.5, §6.6). */
public enum Binding {
  JSON {
    @Override
    Es9Plus client(HttpTransport http, String address) {
      return Es9PlusClient.over(http, address, SVN);
    }
  },

  ASN1 {
    @Override
    Es9Plus client(HttpTransport http, String address) {
      return Es9PlusAsn1Client.over(http, address, SVN);
    }
  };

  private static final VersionType SVN = new VersionType(2, 5, 0);

  abstract Es9Plus client(HttpTransport http, String address);
}
