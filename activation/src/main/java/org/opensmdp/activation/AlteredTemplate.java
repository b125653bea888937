package org.opensmdp.activation;

/** The template of a version is not the one that was imported: nothing may be made of it. */
final class AlteredTemplate extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  AlteredTemplate(long versionId) {
    super("the template of version " + versionId + " is not the one that was imported");
  }
}
