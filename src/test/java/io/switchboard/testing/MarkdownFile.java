package io.switchboard.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file of the documentation, as far as tests read it.
///
/// @param path from the project's directory
public record MarkdownFile(Path path, String text) {

  private static final Pattern CODE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  public static MarkdownFile read(String path) throws IOException {
    return new MarkdownFile(Path.of(path), Files.readString(Path.of(path)));
  }

  /// All of the documentation.
  public static List<MarkdownFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      List<String> paths =
          files.map(Path::toString).filter(path -> path.endsWith(".md")).sorted().toList();
      Stream.Builder<MarkdownFile> all = Stream.builder();
      all.add(read("README.md"));
      for (String path : paths) {
        all.add(read(path));
      }
      return all.build().toList();
    }
  }

  /// The first table below a heading: its rows without the head, their cells without backticks.
  public List<List<String>> table(String heading) {
    return rows(heading).skip(2).toList();
  }

  /// The head of that table.
  public List<String> tableHead(String heading) {
    return rows(heading).findFirst().orElseThrow();
  }

  private Stream<List<String>> rows(String heading) {
    int begin = text.indexOf("# " + heading + "\n");
    if (begin < 0) {
      throw new IllegalArgumentException(path + " has no heading " + heading);
    }
    return text.substring(begin)
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .map(MarkdownFile::cells);
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
        .map(cell -> cell.strip().replaceAll("^`([^`]*)`$", "$1"))
        .toList();
  }

  /// The blocks of code in a language.
  public List<String> code(String language) {
    return CODE.matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /// Where it links to within the project, as written.
  public List<String> links() {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /// What may stand behind a `#` in a link to it.
  public List<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{Nd} _-]", "").replace(' ', '-'))
        .toList();
  }
}
