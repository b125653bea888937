package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.crypto.Binding;

/**
 * A session with its order, and all that getBoundProfilePackage needs, read in one go.
 *
 * @param material what the package is made of
 * @param binding the package bound before, if the order has one
 */
public record DownloadInProgress(
    RspSession session,
    Profile profile,
    ProfileType type,
    ProfileMaterial material,
    Optional<Binding> binding) {}
