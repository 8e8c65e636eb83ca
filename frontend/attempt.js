// @ts-check
import { Client } from "@stomp/stompjs";
import { isAnswerToConnect } from "./close-codes.js";

/**
 * How a connection, or the attempt at one, came to its end. `error` is what an ERROR frame said before the close.
 *
 * @typedef {{kind: "closed", code: number, reason: string, error: string}
 *   | {kind: "silent"}
 *   | {kind: "not-opened"}} End
 */

/**
 * @typedef {object} Listener
 * @property {(client: Client) => void} onConnected
 * @property {(end: End) => void} onEnd called once
 */

const CONNECT_MILLIS = 10_000;

/**
 * Speaks STOMP over a socket that is about to open. The client does not come back by itself: stompjs would, whatever
 * the close code asked for.
 *
 * @param {import("@stomp/stompjs").IStompSocket} socket
 * @param {Listener} listener
 * @returns {Client} already active
 */
export function connectOver(socket, listener) {
  let connected = false;
  let silent = false;
  let error = "";
  const client = new Client({
    webSocketFactory: () => socket,
    reconnectDelay: 0,
    connectionTimeout: CONNECT_MILLIS,
    discardWebsocketOnCommFailure: true,
    onConnect: () => {
      connected = true;
      listener.onConnected(client);
    },
    onHeartbeatLost: () => {
      silent = true; // the close event that follows is stompjs's own, with a code of its own
    },
    onStompError: (frame) => {
      error = frame.headers["message"] || frame.body || "an error without words";
    },
    onWebSocketClose: (/** @type {CloseEvent} */ { code, reason }) => {
      if (silent) {
        listener.onEnd({ kind: "silent" });
      } else if (connected || error || isAnswerToConnect(code)) {
        listener.onEnd({ kind: "closed", code, reason: reason ?? "", error });
      } else {
        listener.onEnd({ kind: "not-opened" });
      }
    },
  });
  client.activate();
  return client;
}
