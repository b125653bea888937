package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.crypto.Binding;

/**
 * A session with its order, and all that getBoundProfilePackage needs, read in one go.
 *
 * @param material what the package is made of
 * @param prepared the package protected ahead, if the order has one; closing this erases its keys
 * @param binding the package bound before, if the order has one
 */
public record DownloadInProgress(
    RspSession session,
    Profile profile,
    ProfileType type,
    ProfileMaterial material,
    Optional<PreparedPackage> prepared,
    Optional<Binding> binding)
    implements AutoCloseable {

  @Override
  public void close() {
    prepared.ifPresent(PreparedPackage::close);
  }
}
