package org.opensmdp.certs;

/** Credentials that cannot be used. The message says which file, what is wrong and what to do. */
public final class CredentialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CredentialException(String message) {
    super(message);
  }

  CredentialException(Finding finding) {
    this(finding.what() + "; " + finding.remedy());
  }
}
