package io.switchboard.security;

import io.switchboard.testing.MarkdownFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A table of the documentation, taken apart: a row for each combination of what its first two
/// columns list, a cell for each of the others.
final class Matrix {

  private static final String FILE = "src/docs/security.md";

  private Matrix() {}

  /// What is expected where a row and a column meet.
  ///
  /// @param row of the first column, one of those it lists
  /// @param second of the second column
  /// @param column its head
  record Cell(String row, String second, String column, String expected) {

    String at() {
      return row + " | " + second + " | " + column;
    }

    @Override
    public String toString() {
      return at() + " -> " + expected;
    }
  }

  /// @throws IllegalArgumentException if a cell is there twice, or there is no such table
  static List<Cell> cells(String heading) throws IOException {
    MarkdownFile file = MarkdownFile.read(FILE);
    List<String> head = file.tableHead(heading);
    List<Cell> cells = new ArrayList<>();
    for (List<String> row : file.table(heading)) {
      for (String first : row.get(0).split(", ", -1)) {
        for (String second : row.get(1).split(", ", -1)) {
          for (int i = 2; i < row.size(); i++) {
            cells.add(new Cell(first, second, head.get(i), row.get(i)));
          }
        }
      }
    }
    Set<String> seen = new HashSet<>();
    if (!cells.stream().map(Cell::at).allMatch(seen::add)) {
      throw new IllegalArgumentException(heading + " says something twice");
    }
    return cells;
  }
}
