package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The pages say the same in both languages.
class MessagesOfThePagesTests {
  /// `"key": "words"`, `"key": { one: "words", ... }`
  private static final Pattern MESSAGE = Pattern.compile("(?m)^  \"([\\w.-]+)\":\\s*(.+?),$");

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  static Stream<String> dictionaries() throws IOException {
    Resource[] english =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath:/io/switchboard/frontend/messages/*en.js");
    return Arrays.stream(english).map(file -> String.valueOf(file.getFilename()));
  }

  @ParameterizedTest
  @MethodSource("dictionaries")
  void haveTheSameKeysAndParameters(String english) throws IOException {
    Map<String, Set<String>> messages = messages(english);

    assertThat(messages).isNotEmpty();
    assertThat(messages(english.replaceFirst("en\\.js$", "ko.js"))).isEqualTo(messages);
  }

  /// One spelling each of whom a message addresses and of what a room is.
  @ParameterizedTest
  @MethodSource("dictionaries")
  void spellTheSameThingAlikeInKorean(String english) throws IOException {
    assertThat(script(english.replaceFirst("en\\.js$", "ko.js")))
        .doesNotContain("}님", "} 방", "그 방");
  }

  private static String script(String file) throws IOException {
    return new PathMatchingResourcePatternResolver()
        .getResource("classpath:/io/switchboard/frontend/messages/" + file)
        .getContentAsString(StandardCharsets.UTF_8);
  }

  private static Map<String, Set<String>> messages(String file) throws IOException {
    String script = script(file);
    Map<String, Set<String>> messages = new TreeMap<>();
    MESSAGE
        .matcher(script)
        .results()
        .forEach(message -> messages.put(message.group(1), parameters(message.group(2))));
    return messages;
  }

  private static Set<String> parameters(String words) {
    return PARAMETER
        .matcher(words)
        .results()
        .map(parameter -> parameter.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
