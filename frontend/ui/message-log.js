// @ts-check
import { byId, make } from "./elements.js";

const LINES_MOST = 500;

/** Close enough to the end, in pixels, to be reading along. */
const AT_END = 40;

/** What was said in the room shown, the newest last. */
export class MessageLog {
  #me;
  #log = byId("log", HTMLElement);
  #lines = byId("messages", HTMLOListElement);
  #typing = byId("typing", HTMLElement);
  /** Whether the reader is at the end, and is to stay there. */
  #following = true;

  /** @param {string} me */
  constructor(me) {
    this.#me = me;
    const log = this.#log;
    log.addEventListener("scroll", () => {
      this.#following = log.scrollHeight - log.scrollTop - log.clientHeight < AT_END;
    });
    new ResizeObserver(() => this.#follow()).observe(log); // what appears below takes its place
  }

  /** @param {import("../wire.js").ChatMessage} message */
  message({ from, text, at }) {
    const line = make("li", { class: from === this.#me ? "message mine" : "message" });
    const time = make("time", {}, at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    time.dateTime = at.toISOString();
    line.append(make("strong", { class: "from" }, from), " ", time, make("p", { class: "text" }, text));
    this.#append(line);
  }

  /** @param {string} words of the page's own */
  remark(words) {
    this.#append(make("li", { class: "remark" }, words));
  }

  /** @param {string} words who is typing, empty where nobody is */
  typing(words) {
    this.#typing.textContent = words;
  }

  clear() {
    this.#lines.replaceChildren();
    this.#following = true;
  }

  /** @param {HTMLLIElement} line */
  #append(line) {
    this.#lines.append(line);
    while (this.#lines.childElementCount > LINES_MOST) {
      this.#lines.firstElementChild?.remove();
    }
    this.#follow();
  }

  #follow() {
    if (this.#following) {
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }
}
