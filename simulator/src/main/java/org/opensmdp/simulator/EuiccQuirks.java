package org.opensmdp.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.simulator.uicc.RefusedElement;

/**
 * The quirks of one eUICC, each with its value. {@link #NONE} is a card that behaves; every method
 * returns a copy with one quirk more. A value.
 */
public final class EuiccQuirks {
  public static final EuiccQuirks NONE = new EuiccQuirks(Map.of());

  private final Map<Quirk<?>, Object> values;

  private EuiccQuirks(Map<Quirk<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** Returns these quirks and one more, or the same one with another value. */
  public <T> EuiccQuirks with(Quirk<T> quirk, T value) {
    var more = new HashMap<>(values);
    more.put(quirk, value);
    return new EuiccQuirks(more);
  }

  /** Returns these quirks and one that is there or not. */
  public EuiccQuirks with(Quirk<Boolean> quirk) {
    return with(quirk, true);
  }

  /** Returns these quirks but one. */
  public EuiccQuirks without(Quirk<?> quirk) {
    var fewer = new HashMap<>(values);
    fewer.remove(quirk);
    return new EuiccQuirks(fewer);
  }

  public <T> Optional<T> value(Quirk<T> quirk) {
    return Optional.ofNullable(values.get(quirk)).map(quirk.type()::cast);
  }

  public boolean has(Quirk<Boolean> quirk) {
    return value(quirk).orElse(false);
  }

  public EuiccQuirks authenticateError(int code) {
    return with(Quirk.AUTHENTICATE_ERROR, code);
  }

  public EuiccQuirks downloadError(int code) {
    return with(Quirk.DOWNLOAD_ERROR, code);
  }

  public EuiccQuirks cancelSessionError(int code) {
    return with(Quirk.CANCEL_SESSION_ERROR, code);
  }

  public EuiccQuirks installationError(BppCommandId command, int errorReason) {
    return with(Quirk.INSTALLATION_ERROR, new Quirk.InstallationError(command, errorReason));
  }

  public EuiccQuirks renewingOneTimeKeys() {
    return with(Quirk.NEW_ONE_TIME_KEY);
  }

  boolean endsInstallationAt(BppCommandId command) {
    return value(Quirk.INSTALLATION_ERROR)
        .filter(error -> error.command() == command)
        .isPresent();
  }

  List<RefusedElement> refusedElements() {
    return value(Quirk.REFUSED_ELEMENTS).map(Quirk.RefusedElements::all).orElse(List.of());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EuiccQuirks quirks && values.equals(quirks.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
