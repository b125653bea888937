package org.opensmdp.profile;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;

/** The keys that a template holds where the subscribers' will stand; nobody's real key is one of them. */
public final class AkaDummies {
  private AkaDummies() {}

  /** Returns key and opc of every akaParameter that has its own. */
  public static Set<Bytes> of(ProfilePackage template) {
    return AkaParameter.all(template.located())
        .flatMap(aka -> Stream.of(aka.key().value(), aka.opc().value()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
