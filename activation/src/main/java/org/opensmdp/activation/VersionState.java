package org.opensmdp.activation;

/** What a version of a profile type may be used for. */
public enum VersionState {
  /** For nothing yet. */
  DRAFT,
  /** For those it is given to on purpose. */
  CANDIDATE,
  /** For all new downloads; one version of a type is. */
  STABLE,
  /** For nobody any more. */
  WITHDRAWN
}
