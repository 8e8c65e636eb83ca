// @ts-check
import { Client } from "@stomp/stompjs";
import { isAnswerToConnect } from "./close-codes.js";

/** @typedef {import("./i18n.js").Words} Words */

/**
 * How a connection, or the attempt at one, came to its end. `error` is what an ERROR frame said before the close,
 * empty where there was none.
 *
 * @typedef {{kind: "closed", code: number, reason: string, error: string | Words}
 *   | {kind: "silent"}
 *   | {kind: "not-opened"}} End
 */

/**
 * @typedef {object} Listener
 * @property {(client: Client, user: string | undefined) => void} onConnected user: whom the server takes one for
 * @property {(end: End) => void} onEnd called once, and nothing after it
 */

const CONNECT_MILLIS = 10_000;

/**
 * Speaks STOMP over a socket that is about to open. The client does not come back by itself: stompjs would, whatever
 * the close code asked for. An attempt that takes too long has ended, whatever the socket says of itself: stompjs's own
 * timeout waits for the close of a socket that may never tell of one.
 *
 * @param {import("@stomp/stompjs").IStompSocket} socket
 * @param {Listener} listener
 * @returns {Client} already active
 */
export function connectOver(socket, listener) {
  let connected = false;
  let silent = false;
  /** @type {string | Words} */
  let error = "";
  let over = false;
  /** @param {End} how */
  const end = (how) => {
    clearTimeout(timer);
    if (!over) {
      over = true;
      listener.onEnd(how);
    }
  };
  const timer = setTimeout(() => {
    end({ kind: "not-opened" });
    void client.deactivate({ force: true });
  }, CONNECT_MILLIS);
  const client = new Client({
    webSocketFactory: () => socket,
    reconnectDelay: 0,
    discardWebsocketOnCommFailure: true,
    onConnect: ({ headers }) => {
      if (!over) {
        clearTimeout(timer);
        connected = true;
        listener.onConnected(client, headers["user-name"]);
      }
    },
    onHeartbeatLost: () => {
      silent = true; // the close event that follows is stompjs's own, with a code of its own
    },
    onStompError: (frame) => {
      error = frame.headers["message"] || frame.body || { key: "close.wordless" };
    },
    onWebSocketClose: ({ code, reason }) => end(silent ? { kind: "silent" } : endBy(connected, error, code, reason)),
  });
  client.activate();
  return client;
}

/**
 * @param {boolean} connected
 * @param {string | Words} error
 * @param {number} code
 * @param {string} [reason]
 * @returns {End}
 */
function endBy(connected, error, code, reason = "") {
  const closed = connected || error || isAnswerToConnect(code);
  return closed ? { kind: "closed", code, reason, error } : { kind: "not-opened" };
}
