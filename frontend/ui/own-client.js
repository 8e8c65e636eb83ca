// @ts-check
import "../chat-words.js";
import "./connect-your-own.js";
import { make } from "./elements.js";
import { translate } from "./translated.js";

/** A dialog around `<connect-your-own room="...">`: `<own-client>`. */
export class OwnClient extends HTMLElement {
  #place = make("div");
  #dialog = make(
    "dialog",
    { class: "card", "aria-labelledby": "own-title" },
    make(
      "form",
      { method: "dialog" },
      make("h2", { id: "own-title", "data-t": "place.ownTitle" }),
      make("button", { class: "quiet", "data-t": "place.close" }),
    ),
    this.#place,
  );

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.append(this.#dialog);
      this.#dialog.addEventListener("close", () => this.#place.replaceChildren()); // and with it its token
      translate(this);
    }
  }

  /** @param {string} room */
  open(room) {
    const panel = document.createElement("connect-your-own");
    panel.setAttribute("room", room);
    this.#place.replaceChildren(panel);
    this.#dialog.showModal();
  }
}

customElements.define("own-client", OwnClient);
