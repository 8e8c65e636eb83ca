// @ts-check
import "../chat-words.js";
import { t } from "../i18n.js";
import { hashOf, placeNamed, placeOfHash } from "../place.js";
import { make } from "./elements.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../place.js").Place} Place */

const PLACES_MOST = 100;

/**
 * Rooms and people as links: `<place-list>`. The address of the page names the one shown, so that it can be kept and
 * sent. Calls `onEnter` for the place that the address names now and after each change.
 */
export class PlaceList extends HTMLElement {
  /** @type {(place: Place) => void} */
  onEnter = () => {};
  #rooms = make("ul");
  #people = make("ul");
  #name = make("input", {
    id: "place-name",
    maxlength: "41",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    required: true,
  });
  /** @type {Map<string, HTMLAnchorElement>} hash -> its link */
  #links = new Map();
  /** @type {Place} where one starts */
  #first = { kind: "nowhere", name: "" };

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.#build();
    }
  }

  /**
   * @param {Place[]} places at least one; where the address names none, the first is entered
   */
  start(places) {
    this.#first = places[0];
    places.forEach((place) => this.#link(place));
    window.addEventListener("hashchange", () => this.#enter());
    this.#enter();
  }

  /**
   * Says that there is something new with a person, whose talk is not shown.
   *
   * @param {string} name
   */
  unread(name) {
    const link = this.#link({ kind: "person", name });
    const badge = link.querySelector(".badge") ?? make("span", { class: "badge" }, "0");
    const count = Number(badge.textContent) + 1;
    badge.textContent = String(count);
    const words = make("span", { class: "visually-hidden" });
    say(words, "places.unread", { count });
    link.replaceChildren(name, " ", badge, words);
  }

  #build() {
    const form = make(
      "form",
      {},
      make("label", { for: "place-name", "data-t": "places.other" }),
      make("div", { class: "field" }, this.#name, make("button", { class: "quiet", "data-t": "places.open" })),
    );
    this.#name.addEventListener("input", () => this.#name.setCustomValidity(""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#open(placeNamed(this.#name.value));
    });
    this.append(
      make(
        "nav",
        { "data-t-aria-label": "places.label" },
        make("section", {}, make("h2", { "data-t": "places.rooms" }), this.#rooms),
        make("section", {}, make("h2", { "data-t": "places.people" }), this.#people),
        form,
      ),
    );
    translate(this);
  }

  /** @param {Place | undefined} place */
  #open(place) {
    if (place) {
      this.#name.value = "";
      location.hash = hashOf(place);
    } else {
      this.#name.setCustomValidity(t("places.rule"));
      this.#name.reportValidity();
    }
  }

  #enter() {
    const place = placeOfHash(location.hash) ?? this.#first;
    for (const link of this.#links.values()) {
      link.removeAttribute("aria-current");
    }
    if (place.kind !== "nowhere") {
      const link = this.#link(place);
      link.setAttribute("aria-current", "page");
      link.replaceChildren(place.name); // nothing is unread any more
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.onEnter(place);
  }

  /** @param {Place} place */
  #link(place) {
    const href = hashOf(place);
    const known = this.#links.get(href);
    if (known) {
      return known;
    }
    const link = make("a", { href }, place.name);
    if (this.#links.size < PLACES_MOST) {
      this.#links.set(href, link);
      (place.kind === "room" ? this.#rooms : this.#people).append(make("li", {}, link));
    }
    return link;
  }
}

customElements.define("place-list", PlaceList);
