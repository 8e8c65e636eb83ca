// @ts-check
import { byId } from "./elements.js";

/** @typedef {import("../connection.js").ConnectionState} ConnectionState */

/** Says in words how the connection is, and lets one choose the transport and try again. */
export class ConnectionLine {
  #words = byId("connection-words", HTMLElement);
  #light = byId("connection-light", HTMLElement);
  #tryNow = byId("try-now", HTMLButtonElement);
  #signIn = byId("sign-in", HTMLAnchorElement);
  #transport = byId("transport", HTMLSelectElement);

  /** @param {ConnectionState} state */
  show(state) {
    this.#words.textContent = wordsFor(state);
    this.#light.dataset.state = state.kind;
    this.#tryNow.hidden = state.kind !== "waiting" && state.kind !== "stopped";
    this.#signIn.hidden = state.kind !== "stopped" && state.kind !== "signed-out";
  }

  /** @returns {"automatic" | "websocket" | "sockjs"} */
  get wanted() {
    const { value } = this.#transport;
    return value === "websocket" || value === "sockjs" ? value : "automatic";
  }

  /** @param {() => void} action */
  onTryNow(action) {
    this.#tryNow.addEventListener("click", action);
  }

  /** @param {(wanted: "automatic" | "websocket" | "sockjs") => void} action */
  onTransport(action) {
    this.#transport.addEventListener("change", () => action(this.wanted));
  }
}

/**
 * @param {ConnectionState} state
 * @returns {string}
 */
function wordsFor(state) {
  switch (state.kind) {
    case "connecting":
      return `Connecting over ${named(state.transport)}…`;
    case "connected": {
      const over = named(state.transport) + (state.carrier ? ` (${state.carrier})` : "");
      return state.isFallback
        ? `Connected over ${over}, since WebSocket could not be opened.`
        : `Connected over ${over}.`;
    }
    case "waiting":
      return `Not connected: ${state.words}. Trying again ${inSeconds(state.afterMillis)}.`;
    case "stopped":
      return `Not connected: ${state.words}. This page does not try again by itself.`;
    case "signed-out":
      return "Not connected: you are not signed in any more.";
  }
}

/** @param {import("../transport-choice.js").Transport} transport */
function named(transport) {
  return transport === "websocket" ? "WebSocket" : "SockJS";
}

/** @param {number} millis */
function inSeconds(millis) {
  return millis < 1000 ? "at once" : `in ${Math.round(millis / 1000)} s`;
}
