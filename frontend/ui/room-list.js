// @ts-check
import { ROOM_RULE, roomNamed, roomOfHash } from "../room-name.js";
import { byId, make } from "./elements.js";

const ROOMS_MOST = 50;

/** The rooms as links; the address of the page names the one shown, so that it can be kept and sent. */
export class RoomList {
  #list = byId("rooms", HTMLUListElement);
  #title = byId("room-title", HTMLElement);
  #form = byId("open-room", HTMLFormElement);
  #name = byId("room-name", HTMLInputElement);
  /** @type {Map<string, HTMLAnchorElement>} */
  #links = new Map();
  #rooms;
  #onEnter;

  /**
   * @param {[string, ...string[]]} rooms the first is where one starts
   * @param {(room: string) => void} onEnter
   */
  constructor(rooms, onEnter) {
    this.#rooms = rooms;
    this.#onEnter = onEnter;
    rooms.forEach((room) => this.#link(room));
    window.addEventListener("hashchange", () => this.enter());
    this.#name.addEventListener("input", () => this.#name.setCustomValidity(""));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#open(roomNamed(this.#name.value));
    });
  }

  /** Enters the room that the address names. */
  enter() {
    const room = roomOfHash(location.hash) ?? this.#rooms[0];
    const shown = this.#link(room);
    for (const link of this.#links.values()) {
      link.removeAttribute("aria-current");
    }
    shown.setAttribute("aria-current", "page");
    this.#title.textContent = room;
    this.#onEnter(room);
  }

  /** @param {string | undefined} room */
  #open(room) {
    if (room) {
      this.#name.value = "";
      location.hash = encodeURIComponent(room);
    } else {
      this.#name.setCustomValidity(ROOM_RULE);
      this.#name.reportValidity();
    }
  }

  /** @param {string} room */
  #link(room) {
    const known = this.#links.get(room);
    if (known) {
      return known;
    }
    const link = make("a", {}, room);
    link.href = `#${encodeURIComponent(room)}`;
    if (this.#links.size < ROOMS_MOST) {
      this.#links.set(room, link);
      const item = document.createElement("li");
      item.append(link);
      this.#list.append(item);
    }
    return link;
  }
}
