// @ts-check
import "../chat-words.js";
import { language, onLanguage, t } from "../i18n.js";
import { make } from "./elements.js";
import { say } from "./translated.js";

/** @typedef {import("../wire.js").ChatMessage} ChatMessage */

const LINES_MOST = 500;
const TYPISTS_NAMED = 3;

/** Close enough to the end, in pixels, to be reading along. */
const AT_END = 40;

/** What was said in the place shown, the newest last, and who is typing there: `<message-log>`. */
export class MessageLog extends HTMLElement {
  /** Whose messages are one's own. */
  me = "";
  #lines = make("ol", { id: "messages" });
  #log = make("div", { id: "log", role: "log", tabindex: "0", "aria-labelledby": "place-title" }, this.#lines);
  #typing = make("p", { id: "typing", class: "faint" });
  /** @type {string[]} */
  #typists = [];
  /** How many times something else was shown. */
  #shown = 0;
  /** Whether the reader is at the end, and is to stay there. */
  #following = true;

  connectedCallback() {
    if (this.childElementCount > 0) {
      return;
    }
    const log = this.#log;
    this.append(log, this.#typing);
    let height = 0; // as of the last look, since what appears below takes its place before the observer is told
    log.addEventListener("scroll", () => {
      const end = log.scrollTop + Math.max(height, log.clientHeight);
      this.#following = log.scrollHeight - end < AT_END;
    });
    new ResizeObserver(() => {
      height = log.clientHeight;
      this.#follow();
    }).observe(log);
    onLanguage(() => this.#sayAgain());
  }

  /** @param {ChatMessage} message */
  message({ from, text, at }) {
    const time = make("time", { datetime: at.toISOString() }, timeOfDay(at));
    const line = make(
      "li",
      { class: from === this.me ? "message mine" : "message" },
      make("p", { class: "by" }, make("strong", { class: "from" }, from), " ", time),
      make("p", { class: "text" }, text),
    );
    this.#append(line);
  }

  /**
   * Something of the page's own.
   *
   * @param {string} key
   * @param {import("../i18n.js").Params} [params]
   */
  remark(key, params) {
    const line = make("li", { class: "remark" });
    say(line, key, params);
    this.#append(line);
  }

  /** @param {string[]} names who is typing */
  typing(names) {
    this.#typists = names;
    const count = names.length;
    if (count === 0) {
      this.#typing.textContent = "";
    } else if (count > TYPISTS_NAMED) {
      this.#typing.textContent = t("typing.many", { count });
    } else {
      this.#typing.textContent = t("typing.some", { count, names: new Intl.ListFormat(language()).format(names) });
    }
  }

  /**
   * Shows something else. What was there before is not read out; a remark on it is.
   *
   * @param {readonly ChatMessage[]} messages
   * @param {import("../i18n.js").Words} [remark]
   */
  show(messages, remark) {
    const showing = ++this.#shown;
    this.#log.setAttribute("aria-live", "off");
    this.#lines.replaceChildren();
    this.#following = true;
    messages.forEach((message) => this.message(message));
    requestAnimationFrame(() => {
      this.#log.removeAttribute("aria-live");
      requestAnimationFrame(() => {
        if (remark && showing === this.#shown) {
          this.remark(remark.key, remark.params);
        }
      });
    });
  }

  /** What is said by the language's rules, and not by a message alone. */
  #sayAgain() {
    this.typing(this.#typists);
    this.#log.setAttribute("aria-live", "off"); // else each time would be read out
    requestAnimationFrame(() => this.#log.removeAttribute("aria-live"));
    for (const time of this.#lines.querySelectorAll("time")) {
      time.textContent = timeOfDay(new Date(time.dateTime));
    }
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

/** @param {Date} at */
function timeOfDay(at) {
  return at.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
}

customElements.define("message-log", MessageLog);
