package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.StompVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RefusalsTests {

  private static final Refusal REFUSAL =
      new Refusal(RefusalCode.LIMIT_REACHED, "Too \"many\" rooms.", "r-1", "sub-1");

  private static final Pattern MESSAGE_ID = Pattern.compile("\nmessage-id:(.+)\n");

  private final ManualLane lane = new ManualLane();
  private final Client client = new Client(lane, "client").connect("alice");
  private final Session session = client.session();

  @Test
  void tellsWhoListensForThemAndKeepsTheConnection() {
    listen("/user/alice/queue/errors");
    session.refuse(REFUSAL);
    lane.settle();

    String written = client.wire().written();
    assertThat(written)
        .contains("MESSAGE\n", "\nsubscription:errors\n", "\ndestination:/user/queue/errors\n")
        .contains("\nmessage-id:", "\ncontent-type:application/problem+json\n")
        .contains("\ncode:limit-reached\n", "\nretryable:false\n")
        .contains("\nreceipt-id:r-1\n", "\nsubscription-id:sub-1\n");
    assertThat(client.wire().goodbyes()).isEmpty();
  }

  @Test
  void endTheConnectionOfWhoDoesNotListen() {
    session.refuse(REFUSAL);
    session.receipt("never sent");
    lane.settle();

    assertThat(client.received()).containsExactly("ERROR " + RefusalCode.LIMIT_REACHED.title());
    assertThat(client.wire().written()).contains("\nreceipt-id:r-1\n", "\ncode:limit-reached\n");
    assertThat(client.wire().goodbyes()).containsExactly(Farewell.of(CloseCode.LIMIT));
  }

  @Test
  void tellNobodyWhoListensToAnothersErrors() {
    listen("/user/bob/queue/errors");
    session.refuse(REFUSAL);
    lane.settle();

    assertThat(client.received()).endsWith("ERROR " + RefusalCode.LIMIT_REACHED.title());
  }

  /// The lane is shared by many sessions: it has only to hand them on.
  @Test
  void areEncodedBeforeTheLaneHasThem() {
    listen("/user/alice/queue/errors");
    session.refuse(REFUSAL);
    session.mention(REFUSAL);
    long next = number(MessageIds.next());
    lane.settle();

    List<Long> ids =
        MESSAGE_ID
            .matcher(client.wire().written())
            .results()
            .map(id -> number(id.group(1)))
            .toList();
    assertThat(ids).hasSize(2).allSatisfy(id -> assertThat(id).isLessThan(next));
  }

  @Test
  void reachWhoStopsListeningAfterwards() {
    listen("/user/alice/queue/errors");
    session.refuse(REFUSAL);
    session.unsubscribe("errors", null);
    lane.settle();

    assertThat(client.received().getLast()).startsWith("MESSAGE");
    assertThat(client.wire().goodbyes()).isEmpty();
  }

  @Test
  void reachAnAnonymousSessionToo() {
    Client anonymous = new Client(lane, "anonymous").connect(null);
    anonymous.subscribe("errors", anonymous.session().ownChannel("errors"));
    anonymous.session().refuse(REFUSAL);
    lane.settle();

    assertThat(anonymous.received()).hasSize(2);
    assertThat(anonymous.wire().goodbyes()).isEmpty();
  }

  @Test
  void areOnlyMentionedToWhoListens() {
    session.mention(REFUSAL);
    lane.settle();
    assertThat(client.received()).isEmpty();
    assertThat(client.wire().goodbyes()).isEmpty();

    listen("/user/alice/queue/errors");
    session.mention(REFUSAL);
    lane.settle();

    assertThat(client.received()).hasSize(2);
  }

  @Test
  void ofABreachOfTheProtocolEndTheConnectionOfWhoListensToo() {
    listen("/user/alice/queue/errors");
    session.fail(new Refusal(RefusalCode.MALFORMED, "No.", null, null));
    lane.settle();

    assertThat(client.received().getLast()).isEqualTo("ERROR " + RefusalCode.MALFORMED.title());
    assertThat(client.wire().goodbyes()).containsExactly(Farewell.of(CloseCode.PROTOCOL));
  }

  @Test
  void haveAProblemForABody() {
    String error = new String(Refusals.error(REFUSAL, StompVersion.V1_2), StandardCharsets.UTF_8);

    String body = error.substring(error.indexOf("\n\n") + 2, error.length() - 1);
    JsonNode problem = JsonMapper.shared().readTree(body);
    assertThat(problem.get("type").stringValue())
        .isEqualTo("urn:switchboard:refusal:limit-reached");
    assertThat(problem.get("title").stringValue()).isEqualTo(RefusalCode.LIMIT_REACHED.title());
    assertThat(problem.get("detail").stringValue()).isEqualTo("Too \"many\" rooms.");
    assertThat(problem.get("code").stringValue()).isEqualTo("limit-reached");
    assertThat(problem.size()).isEqualTo(4);
  }

  static final List<Arguments> WAITS =
      List.of(
          argumentSet("not even a second", Duration.ofMillis(20), 1),
          argumentSet("no time at all", Duration.ZERO, 1),
          argumentSet("a whole number", Duration.ofSeconds(3), 3),
          argumentSet("a little more than that", Duration.ofMillis(3001), 4));

  @ParameterizedTest
  @FieldSource("WAITS")
  void sayHowSoonToTryAgain(Duration wait, int seconds) {
    Refusal refusal = new Refusal(RefusalCode.RATE_LIMITED, "Too fast.", null, null, wait);

    String error = new String(Refusals.error(refusal, StompVersion.V1_2), StandardCharsets.UTF_8);

    assertThat(error).contains("\nretryable:true\nretry-after:" + seconds + "\n");
    assertThat(error).contains("\"retry-after\":" + seconds + "}");
  }

  @Test
  void nameTheVersionsWhereNoneWasInCommon() {
    Refusal refusal = new Refusal(RefusalCode.UNSUPPORTED_VERSION, "No.", null, null);

    String error = new String(Refusals.error(refusal, StompVersion.V1_2), StandardCharsets.UTF_8);

    assertThat(error).startsWith("ERROR\n").contains("\nversion:1.2,1.1,1.0\n");
    assertThat(error).doesNotContain("receipt-id", "subscription-id");
  }

  private static long number(String messageId) {
    return Long.parseLong(messageId.replaceFirst("^.*\\D", ""));
  }

  private void listen(String target) {
    client.subscribe("errors", target);
    lane.settle();
  }
}
