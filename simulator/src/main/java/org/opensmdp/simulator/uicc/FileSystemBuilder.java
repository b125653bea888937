package org.opensmdp.simulator.uicc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensmdp.profile.FileContent;
import org.opensmdp.profile.FileTable;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;

/** Makes the file system of an installed package, when somebody reads it for the first time. */
final class FileSystemBuilder {
  private static final int FIRST_FILE = 0xA2;
  private static final int TRIES_OF_PIN = 0x33;
  private static final int TRIES_OF_PUK = 0xAA;
  private static final int ATTRIBUTES = 0x83;
  private static final int DEFAULT_ATTRIBUTES = 7;

  private final Homes homes = new Homes();
  private final Map<String, Directory> directories = new HashMap<>();
  private final Map<String, ElementaryFile> files = new HashMap<>();
  private CardFiles card = CardFiles.empty();

  private FileSystemBuilder() {}

  /**
   * Builds the files of a package that the interpreter has taken.
   *
   * @param leftOut identifications of the elements it has not
   */
  static CardFiles build(Bytes upp, Set<Integer> leftOut) {
    var builder = new FileSystemBuilder();
    for (var element : Node.parse("ProfilePackage", upp)) {
      var type = ProfileElementType.of(element.tag());
      if (type == ProfileElementType.HEADER || !leftOut.contains(identification(element))) {
        builder.element(type, element);
      }
    }
    return builder.card;
  }

  private static int identification(Node element) {
    return element
        .member(0xA0)
        .flatMap(header -> header.member(0x81))
        .map(number -> number.integer("identification"))
        .orElse(0);
  }

  private void element(ProfileElementType type, Node element) {
    switch (type) {
      case PUK_CODES -> puks(element);
      case PIN_CODES -> pins(element);
      case GENERIC_FILE_MANAGEMENT ->
        element.member(GenericFilesCheck.COMMANDS).ifPresent(this::generic);
      default -> {
        if (type.createsFiles()) {
          files(type, element);
        }
      }
    }
  }

  private void files(ProfileElementType type, Node element) {
    var directory = homes.base(type).orElse(Homes.MF);
    var named = new HashSet<String>();
    for (var member : element.members()) {
      var name = FileTable.name(type, member.tag()).orElse("");
      if (member.tag() >= FIRST_FILE && !name.isEmpty()) {
        named.add(name);
        directory = file(type, name, member, directory);
      }
    }
    unnamed(type, named);
  }

  /** Returns the directory that the files behind this one lie in. */
  private String file(ProfileElementType type, String name, Node file, String directory) {
    if (file.member(FileContent.DO_NOT_CREATE).isPresent()) {
      return directory;
    }
    var template = FileTemplates.of(type, name).orElse(null);
    var fcp = new Fcp(file.member(FileContent.FILE_DESCRIPTOR).orElse(null), template);
    if (Homes.isDirectory(name)) {
      var path = homes.make(type, name, fcp.fileId().orElse(0)).orElse(Homes.MF);
      directory(type, name, path, fcp);
      return path;
    }
    create(directory, fcp, file);
    return directory;
  }

  /** The files a template creates unasked, in the directory the element made or extends. */
  private void unnamed(ProfileElementType type, Set<String> named) {
    var directory = type == ProfileElementType.MF ? Homes.MF : homes.latest(type);
    for (var template : FileTemplates.all(type)) {
      if (template.byDefault() && !named.contains(template.name())) {
        create(directory, new Fcp(null, template), null);
      }
    }
  }

  private void directory(ProfileElementType type, String name, String path, Fcp fcp) {
    boolean isMf = path.equals(Homes.MF);
    boolean adf = name.startsWith("adf-");
    var rule = fcp.rule(adf || path.length() <= 4);
    var codes = fcp.pins().map(Node::value).orElse(Bytes.EMPTY);
    if (isMf) {
      card = new CardFiles(new Directory(CardFiles.MF, Optional.empty(), null, rule, codes));
      directories.put(path, card.mf());
      return;
    }
    var parent = directories.getOrDefault(path.substring(0, path.length() - 4), card.mf());
    var made = new Directory(fcp.fileId().orElse(0), fcp.dfName(), parent, rule, codes);
    directories.put(path, made);
    if (adf) {
      card.add(type, made);
    } else {
      parent.add(made);
    }
  }

  private void create(String directory, Fcp fcp, @Nullable Node file) {
    var home = directories.get(directory);
    if (home == null || fcp.fileId().isEmpty()) {
      return;
    }
    int id = fcp.fileId().get();
    boolean underMf = directory.equals(Homes.MF);
    if (fcp.link().isPresent()) {
      link(home, directory, id, fcp);
      return;
    }
    var content = file == null ? Optional.<Bytes>empty() : FileContent.of("file", file);
    int size = fcp.size() > 0 ? fcp.size() : content.map(Bytes::size).orElse(0);
    var initial = new byte[size];
    Contents.fill(initial, fcp);
    if (file != null) {
      Contents.write(initial, file);
    }
    put(home, directory, id, ElementaryFile.of(id, fcp, underMf, Bytes.wrap(initial)));
  }

  private void put(Directory home, String directory, int id, ElementaryFile file) {
    home.add(id, file);
    files.put(directory + Homes.hex(id), file);
  }

  private void link(Directory home, String directory, int id, Fcp fcp) {
    var path = fcp.link().map(Bytes::toString).orElse("");
    var target = files.get(path);
    if (target != null) {
      put(home, directory, id, target.linked(id, fcp, directory.equals(Homes.MF)));
    } else if (directories.containsKey(path)) {
      var linked = directories.get(path);
      home.link(id, linked);
      directories.put(directory + Homes.hex(id), linked);
    }
  }

  private void generic(Node commands) {
    var directory = Homes.MF;
    var path = Homes.MF;
    int at = 0;
    for (var list : commands.members()) {
      for (var command : list.members()) {
        switch (command.tag()) {
          case GenericFilesCheck.PATH -> {
            path = command.value().toString();
            directory = directories.containsKey(path) ? path : path.substring(0, path.length() - 4);
            at = 0;
          }
          case GenericFilesCheck.CREATE -> {
            path = generic(directory, new Fcp(command, null));
            at = 0;
          }
          case GenericFilesCheck.OFFSET -> at += command.integer("fillFileOffset");
          case GenericFilesCheck.CONTENT -> {
            write(path, at, command.value());
            at += command.value().size();
          }
          default -> {}
        }
      }
    }
  }

  private void write(String path, int at, Bytes octets) {
    var file = files.get(path);
    if (file != null) {
      file.update(at, octets);
    }
  }

  /** Returns the path of what has been made. */
  private String generic(String directory, Fcp fcp) {
    var path = directory + Homes.hex(fcp.fileId().orElse(0));
    boolean isDirectory = fcp.kind().filter(FileKind::isDirectory).isPresent();
    if (isDirectory && fcp.link().isEmpty()) {
      directory(ProfileElementType.GENERIC_FILE_MANAGEMENT, "df-", path, fcp);
    } else {
      create(directory, fcp, null);
    }
    return path;
  }

  private void puks(Node element) {
    for (var code : list(element, CodesCheck.CODES)) {
      int tries = number(code, CodesCheck.PUK_TRIES, TRIES_OF_PUK);
      card.puks().put(reference(code), new Code(value(code), DEFAULT_ATTRIBUTES, tries, 0));
    }
  }

  private void pins(Node element) {
    var directory = directories.get(homes.context());
    var codes = element.member(CodesCheck.CODES).orElse(element);
    var shared = codes.member(CodesCheck.SHARED).map(path -> path.value().toString());
    if (directory != null && shared.isPresent()) {
      directory.shareCodes(directories.getOrDefault(shared.get(), directory));
    } else if (directory != null) {
      for (var code : list(codes, CodesCheck.PIN_LIST)) {
        directory.codes().put(reference(code), pin(code));
      }
    }
  }

  private static Code pin(Node code) {
    return new Code(
        value(code),
        number(code, ATTRIBUTES, DEFAULT_ATTRIBUTES),
        number(code, CodesCheck.PIN_TRIES, TRIES_OF_PIN),
        number(code, CodesCheck.UNBLOCKED_BY, 0));
  }

  private static List<Node> list(Node parent, int tag) {
    return parent.member(tag).map(Node::members).orElse(List.of());
  }

  private static int reference(Node code) {
    return number(code, CodesCheck.REFERENCE, 0);
  }

  private static Bytes value(Node code) {
    return code.member(CodesCheck.VALUE).map(Node::value).orElse(Bytes.EMPTY);
  }

  private static int number(Node code, int tag, int otherwise) {
    return code.member(tag).map(node -> node.integer("code") & 0xFF).orElse(otherwise);
  }
}
