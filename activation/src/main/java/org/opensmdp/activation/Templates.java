package org.opensmdp.activation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ProfileTemplate;

/**
 * Templates of versions and what they ask of an eUICC, parsed once and kept: a version's content never
 * changes. Any thread.
 */
public final class Templates {
  private static final long NO_VERSION = 0;

  private final Versions versions;
  private final Map<Long, Parsed> parsed = new ConcurrentHashMap<>();

  private record Parsed(ProfileTemplate template, ProfileRequirements requirements) {}

  public Templates(Versions versions) {
    this.versions = versions;
  }

  ProfileTemplate get(long versionId) {
    return parsed(versionId).template();
  }

  /** Returns what packages of the version ask for; empty for 0, a ready-made package. */
  Optional<ProfileRequirements> requirements(long versionId) {
    return versionId == NO_VERSION
        ? Optional.empty()
        : Optional.of(parsed(versionId).requirements());
  }

  private Parsed parsed(long versionId) {
    return parsed.computeIfAbsent(versionId, this::parse);
  }

  private Parsed parse(long versionId) {
    var content = versions
        .content(versionId)
        .orElseThrow(
            () -> new IllegalStateException("no profile version has the number " + versionId));
    var octets = content.template();
    if (!versions.contentHash(versionId).map(Digest.of(octets)::equals).orElse(true)) {
      throw new AlteredTemplate(versionId);
    }
    var template = ProfileTemplate.of(octets, content.holes());
    var facts = ProfilePackage.parse(octets).facts();
    return new Parsed(template, ProfileRequirements.of(facts, template.size()));
  }
}
