// @ts-check
import { Versions } from "@stomp/stompjs";
import { loadScript } from "./ui/load-script.js";

/** @typedef {import("@stomp/stompjs").IStompSocket} StompSocket */
/** @typedef {import("./transport-choice.js").Transport} Transport */
/** @typedef {StompSocket & {transport?: string}} NamedSocket a SockJS socket names what carries it once it is open */
/** @typedef {new (url: string, reserved: null, options: {transports: string[], timeout: number}) => NamedSocket} SockJsConstructor */

/** Without SockJS's own WebSocket: where this page comes to SockJS by itself, WebSocket is blocked. */
const WITHOUT_WEBSOCKET = ["xhr-streaming", "eventsource", "xhr-polling"];

/**
 * What each of SockJS's transports gets at the least before the next one is tried, in milliseconds. SockJS reckons by
 * its first request, which a busy server answers more quickly than it opens a session.
 */
const TRANSPORT_MILLIS = 2_500;

/**
 * Starts to open a socket to the server this page came from.
 *
 * @param {Transport} transport
 * @param {string} base address of the page
 * @returns {Promise<NamedSocket>} rejected where there is no such socket to be had in this browser
 */
export async function openSocket(transport, base) {
  switch (transport) {
    case "websocket":
      return openWebSocket(base);
    case "sockjs":
      return openSockJs(base, WITHOUT_WEBSOCKET);
    case "sockjs-websocket":
      return openSockJs(base, ["websocket"]);
    default:
      return openSockJs(base, [transport]);
  }
}

/** @param {string} base */
function openWebSocket(base) {
  const url = new URL("ws", base);
  url.protocol = url.protocol.replace("http", "ws");
  return /** @type {NamedSocket} */ (new WebSocket(url, Versions.default.protocolVersions()));
}

/**
 * @param {string} base
 * @param {string[]} transports
 */
async function openSockJs(base, transports) {
  await loadScript(new URL("webjars/sockjs-client/sockjs.min.js", base).href);
  const SockJS = /** @type {{SockJS?: SockJsConstructor}} */ (globalThis).SockJS;
  if (!SockJS) {
    throw new Error("SockJS did not load");
  }
  return new SockJS(new URL("sockjs", base).href, null, { transports, timeout: TRANSPORT_MILLIS });
}
