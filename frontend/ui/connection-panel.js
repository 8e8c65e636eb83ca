// @ts-check
import { make, setHidden } from "./elements.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../connection-state.js").ConnectionState} ConnectionState */
/** @typedef {import("../i18n.js").Words} Words */

/**
 * Says in words how the connection is and what one can do about it: `<connection-panel>`. Dispatches `try-now`. What
 * counts down stands apart from the sentence, or a screen reader would have to read it every second.
 */
export class ConnectionPanel extends HTMLElement {
  #light = make("span", { class: "light", "aria-hidden": "true" });
  #words = make("span", { id: "connection-words", "data-t": "connection.starting" });
  #countdown = make("span", { class: "faint", role: "timer" });
  #tryNow = make("button", { type: "button", class: "quiet", "data-t": "connection.tryNow", hidden: true });
  #signIn = make("a", { href: "login", "data-t": "connection.signIn", hidden: true });
  #section = make(
    "section",
    { tabindex: "-1", "data-t-aria-label": "connection.label" },
    this.#light,
    make("p", { role: "status" }, this.#words),
    this.#countdown,
    this.#tryNow,
    this.#signIn,
  );
  #dueAt = NaN;
  #timer = 0;

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.#build();
    }
  }

  /** @param {ConnectionState} state */
  set state(state) {
    const { key, params } = wordsFor(state);
    say(this.#words, key, params);
    this.#light.dataset.state = state.kind;
    setHidden(this.#tryNow, state.kind !== "waiting" && state.kind !== "stopped", this.#section);
    setHidden(this.#signIn, state.kind !== "stopped" && state.kind !== "signed-out", this.#section);
    this.#dueAt = state.kind === "waiting" ? state.dueAt : NaN;
    clearInterval(this.#timer);
    this.#count();
    if (state.kind === "waiting") {
      this.#timer = setInterval(() => this.#count(), 250);
    }
  }

  #build() {
    this.#tryNow.addEventListener("click", () => this.dispatchEvent(new Event("try-now")));
    this.append(this.#section);
    translate(this);
  }

  #count() {
    if (Number.isNaN(this.#dueAt)) {
      delete this.#countdown.dataset.t;
      this.#countdown.textContent = "";
      return;
    }
    const count = Math.ceil((this.#dueAt - Date.now()) / 1000);
    say(this.#countdown, count > 0 ? "connection.again" : "connection.againNow", { count });
  }
}

/**
 * @param {ConnectionState} state
 * @returns {Words}
 */
function wordsFor(state) {
  switch (state.kind) {
    case "connecting":
      return { key: "connection.connecting", params: { transport: { key: `transport.${state.transport}` } } };
    case "connected": {
      const transport = state.carrier ?? state.transport;
      const named = state.carrier === "websocket" ? "sockjs-websocket" : transport;
      const key = state.isFallback ? "connection.fallback" : "connection.connected";
      return { key, params: { transport: { key: `transport.${named}` } } };
    }
    case "waiting":
      return { key: "connection.waiting", params: { why: state.why } };
    case "stopped":
      return { key: "connection.stopped", params: { why: state.why, todo: state.todo } };
    case "signed-out":
      return { key: "connection.signedOut" };
  }
}

customElements.define("connection-panel", ConnectionPanel);
