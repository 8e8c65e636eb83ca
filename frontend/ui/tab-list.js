// @ts-check
import { make } from "./elements.js";

/** Tabs over one panel, as the ARIA Authoring Practices have them: arrow keys, Home and End go from one to another. */
export class TabList {
  #tabs;
  #panel;
  #onSelect;
  element;

  /**
   * @param {[id: string, label: string][]} tabs
   * @param {string} labelKey of what they are
   * @param {HTMLElement} panel with an id
   * @param {(at: number) => void} onSelect
   */
  constructor(tabs, labelKey, panel, onSelect) {
    this.#panel = panel;
    this.#onSelect = onSelect;
    this.#tabs = tabs.map(([id, label]) =>
      make("button", { id, type: "button", role: "tab", class: "quiet", "aria-controls": panel.id }, label),
    );
    this.element = make("div", { role: "tablist", "data-t-aria-label": labelKey }, ...this.#tabs);
    this.#tabs.forEach((tab, at) => tab.addEventListener("click", () => this.select(at)));
    this.element.addEventListener("keydown", (event) => this.#move(event));
  }

  /** @param {number} at */
  select(at) {
    this.#tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
    });
    this.#panel.setAttribute("aria-labelledby", this.#tabs[at].id);
    this.#onSelect(at);
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const count = this.#tabs.length;
    const at = this.#tabs.findIndex((tab) => tab === event.target);
    const to = new Map([
      ["ArrowRight", (at + 1) % count],
      ["ArrowLeft", (at - 1 + count) % count],
      ["Home", 0],
      ["End", count - 1],
    ]).get(event.key);
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      this.select(to);
      this.#tabs[to].focus();
    }
  }
}
