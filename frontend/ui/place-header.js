// @ts-check
import "../chat-words.js";
import { language, onLanguage, t } from "../i18n.js";
import { NOWHERE, hashOf } from "../place.js";
import { make, setHidden } from "./elements.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../wire.js").Facts} Facts */

const MEMBERS_NAMED = 8;

/** Where one is, what there is to know of it, and the way out: `<place-header>`. Dispatches `connect-your-own`. */
export class PlaceHeader extends HTMLElement {
  #title = make("h2", { id: "place-title", tabindex: "-1" });
  #facts = make("p", { id: "facts", class: "faint" });
  #own = make("button", { type: "button", class: "quiet", "data-t": "place.own" });
  #leave = make("button", { type: "button", class: "quiet", "data-t": "place.leave" });
  #sentence = () => "";

  connectedCallback() {
    if (this.childElementCount > 0) {
      return;
    }
    this.append(make("div", {}, this.#title, this.#facts), make("div", { class: "buttons" }, this.#own, this.#leave));
    translate(this);
    this.#own.addEventListener("click", () => this.dispatchEvent(new Event("connect-your-own")));
    this.#leave.addEventListener("click", () => (location.hash = hashOf(NOWHERE)));
    onLanguage(() => (this.#facts.textContent = this.#sentence()));
  }

  /** @param {import("../place.js").Place} place */
  set place({ kind, name }) {
    say(this.#title, `place.${kind}`, { name });
    setHidden(this.#leave, kind !== "room", this.#title);
    setHidden(this.#own, kind !== "room", this.#title);
    this.#tell(() => (kind === "person" ? t("facts.person") : ""));
  }

  /** @param {Facts} facts of the room shown */
  set facts(facts) {
    this.#tell(() => sentence(facts));
  }

  /** @param {() => string} sentence */
  #tell(sentence) {
    this.#sentence = sentence;
    this.#facts.textContent = sentence();
  }
}

/** @param {Facts} facts */
function sentence({ members, messages, opened }) {
  const parts = [];
  if (messages > 0) {
    parts.push(t("facts.messages", { count: messages }));
  }
  if (opened) {
    const time = opened.toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });
    parts.push(t("facts.opened", { time }));
  }
  if (members.length > 0) {
    const names = [...members.slice(0, MEMBERS_NAMED), ...(members.length > MEMBERS_NAMED ? ["…"] : [])];
    parts.push(t("facts.members", { names: names.join(", ") }));
  }
  return parts.join(" · ");
}

customElements.define("place-header", PlaceHeader);
