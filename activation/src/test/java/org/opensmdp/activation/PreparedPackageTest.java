package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.opensmdp.activation.SampleSteps.binding;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.BindingMaker.Made;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.Bytes;

/** The keys of a package that is protected ahead do not outlive the call that used them. */
class PreparedPackageTest {
  private final PreparedPackage prepared = new PreparedPackage(
      1, ProfileProtection.protect(Bytes.wrap(new byte[2_500]), new SecureRandom()));

  @Test
  void erasesTheKeysOfWhatWasPreparedNow() {
    try (var made = new Made(binding(1), Optional.of(prepared), Optional.empty())) {
      assertThat(made.prepared()).isPresent();
    }

    assertErased();
  }

  @Test
  void erasesTheKeysOfWhatWasReadWithTheSession() {
    var server = new TestServer().released();
    var session = server.authenticate();
    var read = server.store.downloads().find(session.transactionId()).orElseThrow();

    new DownloadInProgress(
            read.session(),
            read.profile(),
            read.type(),
            read.material(),
            Optional.of(prepared),
            Optional.empty(),
            read.verdict(),
            read.shown())
        .close();

    assertErased();
  }

  private void assertErased() {
    var keys = prepared.protection().keys();
    assertThatIllegalStateException().isThrownBy(() -> keys.ppkEnc().toArray());
    assertThatIllegalStateException().isThrownBy(() -> keys.ppkCmac().toArray());
  }
}
