package org.opensmdp.profile;

/**
 * Why a template cannot be personalised, or not with these data. The text names element and datum,
 * says what would help, and holds no key.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
