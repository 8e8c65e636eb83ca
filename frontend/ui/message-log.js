// @ts-check
import { byId, element } from "./elements.js";

const LINES_MOST = 500;

/** Close enough to the end, in pixels, to be reading along. */
const AT_END = 40;

/** What was said in the room shown, the newest last. */
export class MessageLog {
  #me;
  #log = byId("log", HTMLElement);
  #lines = byId("messages", HTMLOListElement);
  #typing = byId("typing", HTMLElement);

  /** @param {string} me */
  constructor(me) {
    this.#me = me;
  }

  /** @param {import("../wire.js").ChatMessage} message */
  message({ from, text, at }) {
    const line = element("li", from === this.#me ? "message mine" : "message", "");
    const time = element("time", "", at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    time.dateTime = at.toISOString();
    line.append(element("strong", "from", from), " ", time, element("p", "text", text));
    this.#append(line);
  }

  /** @param {string} words of the page's own */
  remark(words) {
    this.#append(element("li", "remark", words));
  }

  /** @param {string} words who is typing, empty where nobody is */
  typing(words) {
    this.#typing.textContent = words;
  }

  clear() {
    this.#lines.replaceChildren();
  }

  /** @param {HTMLLIElement} line */
  #append(line) {
    const log = this.#log;
    const followed = log.scrollHeight - log.scrollTop - log.clientHeight < AT_END;
    this.#lines.append(line);
    while (this.#lines.childElementCount > LINES_MOST) {
      this.#lines.firstElementChild?.remove();
    }
    if (followed) {
      log.scrollTop = log.scrollHeight;
    }
  }
}
