package org.opensmdp.simulator.uicc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;

/** What the interpreter has created so far, as far as later elements refer to it: names, no contents. */
final class CreatedFiles {
  private static final int LOCAL = 0x80;
  private static final int ADM_LOCAL = 0x88;
  private static final int ID_DIGITS = 4;

  /** Sizes of elementary files, 0 where only the content says it; directories are not in it. */
  private final Map<String, Integer> sizes = new HashMap<>();

  private final Map<String, Set<Integer>> pins = new HashMap<>();
  private final Set<Bytes> applications = new HashSet<>();
  private final List<Wanted> wanted = new ArrayList<>();
  private long memory;

  /** A directory that is guarded by codes, which may come later; and the element that made it. */
  record Wanted(String path, Node codes, OptionalInt element) {}

  CreatedFiles(int freeMemory) {
    memory = freeMemory;
  }

  void directory(String path, Fcp fcp, OptionalInt element) throws ElementFault {
    pins.put(path, new HashSet<>());
    fcp.pins().ifPresent(codes -> wanted.add(new Wanted(path, codes, element)));
  }

  void application(Bytes aid, Node at) throws ElementFault {
    ElementFault.require(applications.add(aid), at, ElementStatus.INVALID_PARAMETER);
  }

  boolean hasApplication(Bytes aid) {
    return applications.contains(aid);
  }

  void file(String path, Fcp fcp, Node at) throws ElementFault {
    ElementFault.require(!exists(path), at, ElementStatus.INVALID_PARAMETER);
    int size = fcp.size();
    sizes.put(path, size);
    memory -= fcp.link().isPresent() ? 0 : size;
    ElementFault.require(memory >= 0, at, ElementStatus.NOT_ENOUGH_MEMORY);
  }

  boolean exists(String path) {
    return sizes.containsKey(path) || pins.containsKey(path);
  }

  boolean isDirectory(String path) {
    return pins.containsKey(path);
  }

  int size(String path) {
    return sizes.getOrDefault(path, 0);
  }

  void pin(String path, int reference) {
    pins.computeIfAbsent(path, none -> new HashSet<>()).add(reference);
  }

  void sharePins(String path, String with) {
    var shared = pins.getOrDefault(with, Set.of());
    pins.computeIfAbsent(path, none -> new HashSet<>()).addAll(shared);
  }

  List<Wanted> wanted() {
    return wanted;
  }

  /** Whether a directory finds the code: a local one in itself or above, others in the MF. */
  boolean hasPin(String path, int reference) {
    boolean local = reference > LOCAL && reference <= ADM_LOCAL;
    return local ? hasLocalPin(path, reference) : isPinOf(Homes.MF, reference);
  }

  private boolean hasLocalPin(String path, int reference) {
    var at = path;
    while (!at.isEmpty() && !isPinOf(at, reference)) {
      at = at.substring(0, at.length() - ID_DIGITS);
    }
    return !at.isEmpty();
  }

  private boolean isPinOf(String path, int reference) {
    return pins.getOrDefault(path, Set.of()).contains(reference);
  }
}
