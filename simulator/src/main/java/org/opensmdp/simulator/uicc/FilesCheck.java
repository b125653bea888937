package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensmdp.profile.FileContent;
import org.opensmdp.profile.FileTable;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;

/** The elements that create files from a template, as a card runs them. */
final class FilesCheck {
  private static final int FIRST_FILE = 0xA2;

  private final CreatedFiles created;
  private final Homes homes;
  private final CardAbilities card;

  FilesCheck(CreatedFiles created, Homes homes, CardAbilities card) {
    this.created = created;
    this.homes = homes;
    this.card = card;
  }

  void run(ProfileElementType type, Node element, OptionalInt identification) throws ElementFault {
    var base = homes.base(type);
    require(base.isPresent(), element, ElementStatus.INVALID_REQUEST_FORMAT);
    var directory = base.orElseThrow();
    var named = new HashSet<String>();
    for (var member : element.members()) {
      if (member.tag() >= FIRST_FILE) {
        var name = FileTable.name(type, member.tag());
        require(name.isPresent(), member, ElementStatus.INVALID_REQUEST_FORMAT);
        boolean first = named.add(name.orElseThrow());
        require(first, member, ElementStatus.INVALID_REQUEST_FORMAT);
        directory = file(type, name.orElseThrow(), member, directory, identification);
      }
    }
    complete(type, element, named);
  }

  private static void complete(ProfileElementType type, Node element, Set<String> named)
      throws ElementFault {
    for (var name : FileTable.mandatory(type)) {
      require(named.contains(name), element, ElementStatus.INVALID_REQUEST_FORMAT);
    }
  }

  /** Returns the directory that the files behind this one lie in. */
  private String file(
      ProfileElementType type, String name, Node file, String directory, OptionalInt element)
      throws ElementFault {
    parts(file);
    var template = FileTemplates.of(type, name).orElse(null);
    var fcp = new Fcp(file.member(FileContent.FILE_DESCRIPTOR).orElse(null), template);
    fcp.check();
    if (file.member(FileContent.DO_NOT_CREATE).isPresent()) {
      return directory;
    }
    if (Homes.isDirectory(name)) {
      return directory(type, name, file, fcp, element);
    }
    elementary(name, file, fcp, directory);
    return directory;
  }

  /** A descriptor, then content; or doNotCreate, alone. */
  private static void parts(Node file) throws ElementFault {
    boolean content = false;
    boolean descriptor = false;
    for (var part : file.members()) {
      switch (part.tag()) {
        case FileContent.DO_NOT_CREATE ->
          require(file.members().size() == 1, part, ElementStatus.INVALID_REQUEST_FORMAT);
        case FileContent.FILE_DESCRIPTOR -> {
          require(!content && !descriptor, part, ElementStatus.INVALID_REQUEST_FORMAT);
          descriptor = true;
        }
        case FileContent.FILL_FILE_OFFSET, FileContent.FILL_FILE_CONTENT -> content = true;
        default -> throw ElementFault.at(part, ElementStatus.INVALID_REQUEST_FORMAT);
      }
    }
  }

  private String directory(
      ProfileElementType type, String name, Node file, Fcp fcp, OptionalInt element)
      throws ElementFault {
    boolean named = fcp.fileId().isPresent();
    require(named, file, ElementStatus.INVALID_REQUEST_FORMAT);
    var path = homes.make(type, name, fcp.fileId().orElseThrow());
    require(path.isPresent(), file, ElementStatus.INVALID_PARAMETER);
    require(!created.exists(path.orElseThrow()), file, ElementStatus.INVALID_PARAMETER);
    if (name.startsWith("adf-")) {
      var aid = fcp.dfName();
      boolean known = aid.isPresent() || type == ProfileElementType.IOT;
      require(known, file, ElementStatus.INVALID_REQUEST_FORMAT);
      if (aid.isPresent()) {
        created.application(aid.get(), file);
      }
    }
    created.directory(path.orElseThrow(), fcp, element);
    return path.orElseThrow();
  }

  private void elementary(String name, Node file, Fcp fcp, String directory) throws ElementFault {
    kind(fcp, file);
    link(fcp, file);
    fits(file, fcp);
    if (name.equals("ef-imsi")) {
      imsi(file);
    }
    var id = fcp.fileId();
    if (id.isPresent()) {
      created.file(directory + Homes.hex(id.get()), fcp, file);
    }
  }

  /** A file of a kind this card has, of whole records. */
  void kind(Fcp fcp, Node file) throws ElementFault {
    if (fcp.kind().filter(kind -> kind == FileKind.BER_TLV).isPresent()) {
      supports(CardAbilities.BER_TLV, file);
    }
    boolean records = fcp.kind().filter(FileKind::hasRecords).isPresent();
    int record = fcp.recordSize();
    boolean whole = !records || record == 0 || fcp.size() % record == 0;
    require(whole, file, ElementStatus.BAD_VALUES);
  }

  /** Another name of a file that is there; of a directory only on cards that can. */
  void link(Fcp fcp, Node file) throws ElementFault {
    if (fcp.link().isPresent()) {
      var path = fcp.link().get().toString();
      require(created.exists(path), file, ElementStatus.INVALID_PARAMETER);
      if (created.isDirectory(path)) {
        supports(CardAbilities.DF_LINK, file);
      }
    }
  }

  private void supports(int capability, Node file) throws ElementFault {
    if (!card.has(capability)) {
      throw ElementFault.at(file, ElementStatus.FEATURE_NOT_SUPPORTED, capability);
    }
  }

  private static void fits(Node file, Fcp fcp) throws ElementFault {
    int at = 0;
    for (var part : file.members()) {
      at += step(part, fcp.size(), at);
    }
  }

  /** Returns how far a part of the content moves on, if it stays in the file. */
  private static int step(Node part, int size, int at) throws ElementFault {
    try {
      int step = FileContent.step("file", part);
      boolean fits = at + step <= (size > 0 ? size : 0xFFFF);
      require(fits, part, ElementStatus.BAD_VALUES);
      return step;
    } catch (InvalidMessage e) {
      throw ElementFault.at(part, ElementStatus.BAD_VALUES);
    }
  }

  private static void imsi(Node file) throws ElementFault {
    var content = FileContent.of("ef-imsi", file).orElse(null);
    require(content == null || isImsi(content), file, ElementStatus.BAD_VALUES);
  }

  /** Coded again it must be the same: a length octet that is too small would cut digits off. */
  private static boolean isImsi(@Nullable Bytes content) {
    try {
      return content != null && Imsi.fromEf("ef-imsi", content).ef().equals(content);
    } catch (InvalidMessage e) {
      return false;
    }
  }
}
