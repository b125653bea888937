package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.CallbacksContract;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorCallback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.TestStore;
import org.opensmdp.rsp.Secret;

class JooqCallbacksIT extends CallbacksContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }

  @Test
  void sealsTheSecretOfAWebhook() {
    var store = DATABASE.emptied();
    var operator = store.inventory().add(new Operator(0, "mno", Set.of("mno")));
    var octets = new byte[32];
    Arrays.fill(octets, (byte) 0xA7);
    var webhook = new OperatorCallback(
        operator.operatorId(),
        Kind.WEBHOOK,
        "https://hooks.example.com",
        Set.of(3),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Secret.of(octets)));

    store.callbacks().put(webhook);

    var stored = String.valueOf(DATABASE
        .get()
        .database()
        .jooq()
        .fetchValue("select encode(secret, 'hex') from operator_callback"));
    assertThat(stored).hasSizeGreaterThan(64).doesNotContain("a7a7a7a7");
    assertThat(store.callbacks().find(webhook.line())).contains(webhook);
  }
}
