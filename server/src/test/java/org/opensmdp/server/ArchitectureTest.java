package org.opensmdp.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of docs/architecture.md, kept: who may import whom, and what stays in its room. */
class ArchitectureTest {
  private static final List<String> RULES = List.of("rsp", "crypto", "certs", "profile");
  private static final List<String> DOMAIN =
      List.of("rsp", "crypto", "certs", "profile", "activation");

  /** A module, and the modules of ours it may import. */
  private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
      entry("rsp", List.of()),
      entry("crypto", List.of("rsp")),
      entry("certs", List.of("rsp", "crypto")),
      entry("profile", List.of("rsp")),
      entry("activation", RULES),
      entry("persistence", DOMAIN),
      entry("http", List.of()),
      entry("es9plus", with(DOMAIN, "http")),
      entry("es2plus", with(DOMAIN, "http")),
      entry("console", with(DOMAIN, "http")),
      entry("server", with(DOMAIN, "http", "persistence", "es9plus", "es2plus", "console")));

  private static JavaClasses house;

  @BeforeAll
  static void readTheHouse() {
    house = new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests())
        .importPackages("org.opensmdp");
  }

  @Test
  void everyModuleImportsOnlyWhatTheTableSays() {
    MAY_IMPORT.forEach((module, imports) -> classes()
        .that()
        .resideInAPackage("org.opensmdp." + module + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed(module, imports))
            .or(not(resideInAnyPackage("org.opensmdp.."))))
        .check(house));
  }

  @Test
  void everyModuleOfTheTableIsThere() {
    for (String module : MAY_IMPORT.keySet()) {
      assertThat(
              house.stream().anyMatch(c -> c.getPackageName().startsWith("org.opensmdp." + module)))
          .as("classes of " + module)
          .isTrue();
    }
  }

  @Test
  void noModulesImportEachOtherInACircle() {
    SlicesRuleDefinition.slices()
        .matching("org.opensmdp.(*)..")
        .should()
        .beFreeOfCycles()
        .check(house);
  }

  @Test
  void theRulesKnowNeitherSocketsNorSql() {
    noClasses()
        .that()
        .resideInAPackage("org.opensmdp.activation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..", "org.jooq..", "java.sql..", "com.fasterxml..", "java.net..")
        .check(house);
  }

  @Test
  void sqlStaysInThePersistenceRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.opensmdp.persistence..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jooq..", "java.sql..")
        .check(house);
  }

  @Test
  void socketsStayInTheHttpRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.opensmdp.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(house);
  }

  @Test
  void base64StaysOnTheWire() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.opensmdp.es9plus..",
            "org.opensmdp.es2plus..",
            "org.opensmdp.console..",
            "org.opensmdp.http..", // HTTP's own
            "org.opensmdp.crypto..", // PEM files
            "org.opensmdp.certs..") // PEM files
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.Base64.*")
        .check(house);
  }

  private static String[] allowed(String module, List<String> imports) {
    return with(imports, module).stream()
        .map(name -> "org.opensmdp." + name + "..")
        .toArray(String[]::new);
  }

  private static List<String> with(List<String> modules, String... more) {
    return Stream.concat(modules.stream(), Stream.of(more)).toList();
  }
}
