// @ts-check

const ANSWER_MILLIS = 5_000;

let probes = 0;

/**
 * Asks the server for a sign of life. A receipt is the one thing that a STOMP client can ask for at any time.
 *
 * @param {import("@stomp/stompjs").Client} client connected
 * @param {() => void} onSilent after 5 s without an answer
 */
export function probe(client, onSilent) {
  const timer = setTimeout(onSilent, ANSWER_MILLIS);
  const receipt = `probe-${++probes}`;
  client.watchForReceipt(receipt, () => clearTimeout(timer));
  client.subscribe("/user/queue/replies", () => {}, { receipt }).unsubscribe();
}
