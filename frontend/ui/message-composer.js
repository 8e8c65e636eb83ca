// @ts-check
import "../chat-words.js";
import { make } from "./elements.js";
import { translate } from "./translated.js";

/** What Safari gives as the key of the Enter that ended a composition. */
const PART_OF_A_COMPOSITION = 229;

/**
 * Where one writes: `<message-composer>`. Enter sends, unless an input method is composing; Shift+Enter starts a new
 * line. Dispatches `typing`.
 */
export class MessageComposer extends HTMLElement {
  /** @type {(text: string) => boolean} returns whether the text is on its way; if not, it stays */
  onSay = () => false;
  #text = make("textarea", { id: "text", rows: "2", maxlength: "2000", "aria-describedby": "compose-hint", disabled: true });
  #send = make("button", { "data-t": "compose.send", disabled: true });
  #form = make(
    "form",
    {},
    make(
      "div",
      { class: "about" },
      make("label", { for: "text", "data-t": "compose.message" }),
      make("small", { id: "compose-hint", "data-t": "compose.hint" }),
    ),
    make("div", { class: "field" }, this.#text, this.#send),
  );

  connectedCallback() {
    if (this.childElementCount > 0) {
      return;
    }
    this.append(this.#form);
    translate(this);
    this.#text.addEventListener("keydown", (event) => this.#pressed(event));
    this.#text.addEventListener("input", () => {
      if (this.#text.value.trim() !== "") {
        this.dispatchEvent(new Event("typing"));
      }
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** @param {boolean} on whether there is anybody to say something to */
  set enabled(on) {
    this.#text.disabled = !on;
    this.#send.disabled = !on;
  }

  /** What is being written. */
  get draft() {
    return this.#text.value;
  }

  set draft(/** @type {string} */ text) {
    this.#text.value = text;
  }

  /**
   * Gives back what was not taken, unless something else is being written by now.
   *
   * @param {string} text
   * @returns {boolean} whether it was given back
   */
  giveBack(text) {
    const isFree = this.draft.trim() === "";
    if (isFree) {
      this.draft = text;
    }
    return isFree;
  }

  focusText() {
    this.#text.focus();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const composing = event.isComposing || event.keyCode === PART_OF_A_COMPOSITION;
    if (event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      this.#form.requestSubmit();
    }
  }

  #submit() {
    const text = this.draft.trim();
    if (text !== "" && this.onSay(text)) {
      this.draft = "";
    }
    this.focusText();
  }
}

customElements.define("message-composer", MessageComposer);
