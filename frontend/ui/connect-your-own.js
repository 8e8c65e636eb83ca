// @ts-check
import "../own-words.js";
import { language } from "../i18n.js";
import { SNIPPETS, filled, templateOf } from "../snippets.js";
import { requestToken } from "../token.js";
import { make } from "./elements.js";
import { loadStyle } from "./load-style.js";
import { TabList } from "./tab-list.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../snippets.js").Snippet} Snippet */

/** So long before a token ends it is replaced by a new one. */
const EARLY_MILLIS = 60_000;

/** However short a token's life is, the next one is not asked for sooner. */
const RENEW_LEAST_MILLIS = 30_000;

const AGAIN_MILLIS = 60_000;

/**
 * Programs for a room, ready to run with a token of whoever is signed in: `<connect-your-own room="lobby">`. The token
 * is asked for as soon as the element is in the page, and again before it ends.
 */
export class ConnectYourOwn extends HTMLElement {
  static observedAttributes = ["room"];

  #hint = make("p");
  #token = make("p", { class: "faint" });
  #how = make("p", { class: "faint" });
  #code = make("code");
  #program = make("pre", { tabindex: "0", role: "group", "data-t-aria-label": "own.code" }, this.#code);
  #copied = make("span", { role: "status" });
  #copy = make("button", { type: "button", class: "quiet", "data-t": "own.copy" });
  #panel = make("div", { id: "own-panel", role: "tabpanel" });
  #tabs = new TabList(SNIPPETS.map(({ id, language }) => [`own-${id}`, language]), "own.languages", this.#panel, (at) =>
    this.#choose(SNIPPETS[at]),
  );
  #chosen = SNIPPETS[0];
  #tokenText = "TOKEN";
  #timer = 0;

  connectedCallback() {
    loadStyle(new URL("connect-your-own.css", document.baseURI).href);
    if (this.childElementCount === 0) {
      this.#build();
    }
    void this.#renew();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  attributeChangedCallback() {
    if (this.isConnected) {
      void this.#show();
    }
  }

  #build() {
    this.#copy.addEventListener("click", () => void this.#copyProgram());
    this.#panel.append(this.#how, this.#program, make("div", { class: "buttons" }, this.#copy, this.#copied));
    this.append(this.#hint, this.#tabs.element, this.#panel, this.#token);
    say(this.#token, "own.loading");
    translate(this);
    this.#tabs.select(0);
  }

  async #renew() {
    const answer = await requestToken(document.baseURI);
    if (!this.isConnected) {
      return;
    }
    if (answer.kind === "issued") {
      const time = () => answer.expires.toLocaleTimeString(language(), { timeStyle: "short" });
      say(this.#token, "own.token", { name: answer.name, time });
      this.#tokenText = answer.token;
      this.#renewAfter(Math.max(RENEW_LEAST_MILLIS, answer.lifetimeMillis - EARLY_MILLIS));
      await this.#show();
    } else {
      say(this.#token, `own.${answer.kind}`);
      if (answer.kind === "unreachable") {
        this.#renewAfter(AGAIN_MILLIS);
      }
    }
  }

  /** @param {number} millis by this page's clock alone, which may differ from the server's */
  #renewAfter(millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renew(), millis);
  }

  /** @param {Snippet} snippet */
  #choose(snippet) {
    this.#chosen = snippet;
    say(this.#how, `own.how.${snippet.id}`);
    void this.#show();
  }

  async #show() {
    const snippet = this.#chosen;
    const base = document.baseURI;
    const room = this.getAttribute("room") || "lobby";
    say(this.#hint, "own.hint", { room });
    this.#copied.textContent = "";
    try {
      const template = await templateOf(snippet, base);
      const code = filled(template, { token: this.#tokenText, room, base });
      if (snippet === this.#chosen && code !== this.#code.textContent) {
        this.#code.textContent = code; // which undoes what one has selected of it
      }
    } catch {
      say(this.#how, "own.unreachable"); // what became of the token stands in a line of its own
    }
  }

  async #copyProgram() {
    try {
      await navigator.clipboard.writeText(this.#code.textContent ?? "");
      say(this.#copied, "own.copied");
    } catch {
      getSelection()?.selectAllChildren(this.#code); // pages without TLS have no clipboard
      say(this.#copied, "own.selected");
    }
  }
}

customElements.define("connect-your-own", ConnectYourOwn);
