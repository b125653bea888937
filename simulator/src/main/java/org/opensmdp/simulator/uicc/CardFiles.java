package org.opensmdp.simulator.uicc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;

/** The file system of a profile: the MF, its applications, and the PUKs. */
final class CardFiles {
  static final int MF = 0x3F00;
  static final int CURRENT_ADF = 0x7FFF;

  private final Directory mf;
  private final List<Application> applications = new ArrayList<>();
  private final Map<Integer, Code> puks = new HashMap<>();

  /** An ADF, and the element that made it. */
  record Application(ProfileElementType type, Directory directory) {}

  CardFiles(Directory mf) {
    this.mf = mf;
  }

  static CardFiles empty() {
    return new CardFiles(Directory.emptyMf());
  }

  Directory mf() {
    return mf;
  }

  void add(ProfileElementType type, Directory directory) {
    applications.add(new Application(type, directory));
  }

  List<Application> applications() {
    return applications;
  }

  /** Returns the applications whose AID starts so, in the order they were made. */
  List<Application> applications(Bytes partialAid) {
    return applications.stream()
        .filter(one -> one.directory().aid().orElse(Bytes.EMPTY).startsWith(partialAid))
        .toList();
  }

  /** Returns what kind of application a directory is. */
  Optional<ProfileElementType> typeOf(Directory directory) {
    return applications.stream()
        .filter(one -> one.directory() == directory)
        .map(Application::type)
        .findFirst();
  }

  Map<Integer, Code> puks() {
    return puks;
  }

  void forgetCodes() {
    mf.forgetCodes();
    applications.forEach(one -> one.directory().forgetCodes());
  }
}
