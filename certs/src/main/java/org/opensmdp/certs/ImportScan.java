package org.opensmdp.certs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.TreeSet;

/**
 * Walks a directory tree for an import. Links to directories are not followed, so no loop can hold it;
 * links to files are.
 */
final class ImportScan extends SimpleFileVisitor<Path> {
  private static final int MOST_FILES = 20_000;
  private static final int DEEPEST = 32;
  private static final long LARGEST = 1 << 20;

  private final Path root;
  private final Path except;
  private final TreeSet<Path> files = new TreeSet<>();
  private final ImportFound found = new ImportFound();

  private ImportScan(Path root, Path except) {
    this.root = root;
    this.except = except;
  }

  /**
   * Reads everything below a directory.
   *
   * @param except a directory that is not looked into: where the import writes to
   * @throws CredentialException if the directory itself cannot be searched
   */
  static ImportFound of(Path directory, Path except) {
    if (!Files.isDirectory(directory)) {
      throw new CredentialException(directory
          + ": no such directory; name the one that holds the certificates and their keys");
    }
    try {
      var root = directory.toRealPath();
      var scan = new ImportScan(root, except.toAbsolutePath().normalize());
      Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, scan);
      scan.files.forEach(file -> ImportFile.read(file, root.relativize(file), scan.found));
      return scan.found;
    } catch (IOException e) {
      throw new CredentialException("%s: cannot be searched (%s); check who may read it"
          .formatted(directory, e.getClass().getSimpleName()));
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    boolean hidden = !directory.equals(root) && name(directory).startsWith(".");
    return hidden || directory.equals(except)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (files.size() == MOST_FILES) {
      throw new CredentialException("%s: more than %d files; name the directory of the certificates"
          .formatted(root, MOST_FILES));
    }
    if (attributes.isDirectory()) {
      leaveOut(file, "too deep below the directory; not looked into");
    } else if (!Files.isRegularFile(file)) {
      leaveOut(
          file,
          attributes.isSymbolicLink()
              ? "a link that leads to no file; links to directories are not followed"
              : "no regular file");
    } else if (Files.size(file) > LARGEST) {
      leaveOut(file, "larger than 1 MiB, so neither certificate nor key; not read");
    } else {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    leaveOut(file, "cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    return FileVisitResult.CONTINUE;
  }

  private void leaveOut(Path file, String why) {
    found.leaveOut(root.relativize(file), why);
  }

  private static String name(Path directory) {
    var name = directory.getFileName();
    return name == null ? "" : name.toString();
  }
}
