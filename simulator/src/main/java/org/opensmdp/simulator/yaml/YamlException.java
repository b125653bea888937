package org.opensmdp.simulator.yaml;

/** A YAML that cannot be used. The message names source, line and key, and what to write there. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;

  YamlException(String message, Throwable cause) {
    super(message, cause);
  }
}
