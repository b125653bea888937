package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opensmdp.console.AdminRefusal;
import org.opensmdp.console.HolesJson;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.text.TextForm;
import org.opensmdp.rsp.Bytes;

/** Files of templates: the package in DER or as text, and the manifest of its holes in YAML or JSON. */
final class TemplateFile {
  private static final YAMLMapper YAML = new YAMLMapper();

  private TemplateFile() {}

  /** Returns the DER of a file that holds it, or the text form of it. */
  static Bytes der(Path file) {
    try {
      return TextForm.readFile(Bytes.wrap(Files.readAllBytes(file))).octets();
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be read (%s)".formatted(file, e), e);
    }
  }

  /** Returns the array of holes, beneath {@code holes:} or alone. */
  static JsonNode manifest(Optional<Path> file) {
    if (file.isEmpty()) {
      return JsonNodeFactory.instance.arrayNode();
    }
    try {
      var tree = YAML.readTree(file.get().toFile());
      return tree.has("holes") ? tree.get("holes") : tree;
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s is no manifest in YAML or JSON (%s)".formatted(file.get(), e.getMessage()), e);
    }
  }

  static Holes holes(Optional<Path> file) {
    try {
      return HolesJson.read(manifest(file));
    } catch (AdminRefusal refusal) {
      throw new IllegalStateException(refusal.text(), refusal);
    }
  }
}
