package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusAsn1Client;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.Es9PlusRefusal;

/** How ES9+ is spoken, and what a refusal looks like then. */
enum Binding {
  JSON {
    @Override
    Es9Plus client(HttpClient http, String address) {
      return Es9PlusClient.over(http, address, SVN);
    }

    @Override
    void check(Es9PlusRefusal found, Refused expected) {
      assertThat(found.pair()).isEqualTo(expected.pair());
      assertThat(found.message())
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(MOST_MESSAGE)
          .isASCII();
    }
  },

  ASN1 {
    @Override
    Es9Plus client(HttpClient http, String address) {
      return Es9PlusAsn1Client.over(http, address, SVN);
    }

    @Override
    void check(Es9PlusRefusal found, Refused expected) {
      assertThat(found.message()).isEqualTo("error " + expected.error());
    }
  };

  private static final VersionType SVN = new VersionType(2, 5, 0);
  private static final int MOST_MESSAGE = 128;

  Binding other() {
    return this == JSON ? ASN1 : JSON;
  }

  abstract Es9Plus client(HttpClient http, String address);

  abstract void check(Es9PlusRefusal found, Refused expected);
}
