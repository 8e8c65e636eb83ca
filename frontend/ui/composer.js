// @ts-check
import { byId } from "./elements.js";

/** What Safari gives as the key of the Enter that ended a composition. */
const PART_OF_A_COMPOSITION = 229;

/** Where one writes: Enter sends, unless an input method is composing; Shift+Enter starts a new line. */
export class Composer {
  #form = byId("compose", HTMLFormElement);
  #text = byId("text", HTMLTextAreaElement);

  /**
   * @param {object} actions
   * @param {(text: string) => boolean} actions.say returns whether the text is on its way; if not, it stays
   * @param {() => void} actions.typing
   */
  constructor({ say, typing }) {
    this.#text.addEventListener("keydown", (event) => {
      const composing = event.isComposing || event.keyCode === PART_OF_A_COMPOSITION;
      if (event.key === "Enter" && !event.shiftKey && !composing) {
        event.preventDefault();
        this.#form.requestSubmit();
      }
    });
    this.#text.addEventListener("input", () => {
      if (this.#text.value.trim() !== "") {
        typing();
      }
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (text !== "" && say(text)) {
        this.#text.value = "";
      }
      this.#text.focus();
    });
  }

  /**
   * Gives back what was not taken, unless something else is being written by now.
   *
   * @param {string} text
   */
  giveBack(text) {
    if (this.#text.value.trim() === "") {
      this.#text.value = text;
    }
  }
}
