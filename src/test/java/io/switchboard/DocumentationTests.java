package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.testing.MarkdownFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds what the documentation says against what the code says.
class DocumentationTests {

  /// Whose keys are for users to choose.
  private static final Pattern MAPS =
      Pattern.compile(
          "switchboard\\.(channels\\.[a-z-]+\\.(match|subscribe|publish)"
              + "|auth\\.api-keys\\.[a-z-]+\\.(hash|subscribe|publish|operator)(\\[\\d+])?)");

  private static final String PROTOCOL = "src/docs/protocol.md";

  @Test
  void listsTheCloseCodes() throws IOException {
    List<List<String>> listed = MarkdownFile.read(PROTOCOL).table("Close codes");

    assertThat(listed.stream().map(row -> row.subList(0, 3)))
        .containsExactlyElementsOf(
            Arrays.stream(CloseCode.values())
                .map(code ->
                    List.of("" + code.code(), code.reason(), code.reconnect() ? "yes" : "no"))
                .toList());
  }

  @Test
  void listsTheRefusalCodes() throws IOException {
    List<List<String>> listed = MarkdownFile.read(PROTOCOL).table("Refusals");

    assertThat(listed.stream().map(row -> row.subList(0, 3)))
        .containsExactlyElementsOf(
            Arrays.stream(RefusalCode.values())
                .map(code -> List.of(code.text(), code.title(), code.advice().text()))
                .toList());
  }

  @Test
  void listsTheProperties() throws IOException {
    List<List<String>> listed = MarkdownFile.read("README.md").table("Configuration");

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            properties().stream()
                .map(property ->
                    List.of(
                        property.path("name").asString(),
                        property.path("defaultValue").asString(""),
                        property.path("description").asString()))
                .toList());
  }

  @Test
  void namesOnlyPropertiesThatThereAre() throws IOException {
    List<String> names =
        properties().stream().map(property -> property.path("name").asString()).toList();
    Predicate<String> isThere = key -> names.contains(key) || MAPS.matcher(key).matches();
    Pattern name = Pattern.compile("switchboard\\.[a-z]+(?:[.-][a-z]+)*(?==|`)");

    for (MarkdownFile file : MarkdownFile.all()) {
      assertThat(name.matcher(file.text()).results().map(match -> match.group()))
          .as(file.path().toString())
          .allMatch(isThere);
      for (String yaml : file.code("yaml")) {
        assertThat(keysOf(yaml).filter(key -> key.startsWith("switchboard.")))
            .as(file.path().toString())
            .allMatch(isThere);
      }
    }
  }

  private static List<JsonNode> properties() throws IOException {
    try (InputStream metadata =
        new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
      List<JsonNode> all = new ArrayList<>();
      JsonMapper.shared()
          .readTree(metadata)
          .path("properties")
          .forEach(property -> {
            if (property.path("name").asString().startsWith("switchboard.")) {
              all.add(property);
            }
          });
      return all;
    }
  }

  private static Stream<String> keysOf(String yaml) throws IOException {
    List<PropertySource<?>> sources =
        new YamlPropertySourceLoader()
            .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    return sources.stream()
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .map(key -> key.replaceAll("\\[\\d+]", "")); // of lists
  }

  /// `DocumentationExamples` is compiled, and run by its own tests.
  @Test
  void showsJavaThatCompiles() throws IOException {
    String compiled =
        stripped(
            Files.readString(Path.of("src/test/java/io/switchboard/DocumentationExamples.java")));

    for (MarkdownFile file : MarkdownFile.all()) {
      for (String java : file.code("java")) {
        assertThat(compiled).as(file.path().toString()).contains(stripped(java));
      }
    }
  }

  private static String stripped(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void namesTheVersionThatIsBuilt() throws Exception {
    Matcher version =
        Pattern.compile("<artifactId>switchboard</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    MarkdownFile readme = MarkdownFile.read("README.md");

    assertThat(readme.text())
        .contains("target/switchboard-" + version.group(1) + "-exec.jar")
        .contains("<version>" + version.group(1) + "</version>");
    for (String xml : readme.code("xml")) {
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(xml))))
          .isNotNull();
    }
  }

  @Test
  void linksToWhatIsThere() throws IOException {
    for (MarkdownFile file : MarkdownFile.all()) {
      for (String link : file.links()) {
        assertLeadsSomewhere(file, link);
      }
    }
  }

  private static void assertLeadsSomewhere(MarkdownFile file, String link) throws IOException {
    int hash = link.indexOf('#');
    String name = hash < 0 ? link : link.substring(0, hash);
    Path path = file.path().toAbsolutePath();
    Path target = name.isEmpty() ? path : path.resolveSibling(name).normalize();
    assertThat(target).as(file.path() + " links to " + link).exists();
    if (hash >= 0) {
      assertThat(MarkdownFile.read(target.toString()).anchors())
          .as(file.path() + " links to " + link)
          .contains(link.substring(hash + 1));
    }
  }

  @Test
  void keepsDecisionsShort() throws IOException {
    for (MarkdownFile file : MarkdownFile.all()) {
      if (file.path().startsWith("src/docs/adr")) {
        assertThat(file.text().lines()).as(file.path().toString()).hasSizeLessThanOrEqualTo(60);
        assertThat(file.anchors())
            .as(file.path().toString())
            .endsWith("context", "decision", "consequences", "what-would-make-us-revisit");
      }
    }
  }
}
