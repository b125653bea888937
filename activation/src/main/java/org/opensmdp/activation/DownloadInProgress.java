package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.crypto.Binding;
import org.opensmdp.rsp.Bytes;

/**
 * A session with its order, and all that getBoundProfilePackage needs, read in one go.
 *
 * @param material what the package is made of
 * @param prepared the package protected ahead, if the order has one; closing this erases its keys
 * @param binding the package bound before, if the order has one
 * @param verdict of the release; empty of an order released before verdicts were kept
 * @param shown SHA-256 of the metadata that the phone was shown; empty of a session begun before that
 *     was kept
 */
public record DownloadInProgress(
    RspSession session,
    Profile profile,
    ProfileType type,
    ProfileMaterial material,
    Optional<PreparedPackage> prepared,
    Optional<Binding> binding,
    Optional<ReleaseVerdict> verdict,
    Optional<Bytes> shown)
    implements AutoCloseable {

  @Override
  public void close() {
    prepared.ifPresent(PreparedPackage::close);
  }
}
