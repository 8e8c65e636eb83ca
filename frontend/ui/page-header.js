// @ts-check
import { LANGUAGES, language, onLanguage, setLanguage, t } from "../i18n.js";
import { THEMES, setTheme, theme } from "../theme.js";
import { make } from "./elements.js";
import { translate } from "./translated.js";

/** @type {readonly [page: string, href: string][]} */
const PAGES = [
  ["chat", "./"],
  ["ticker", "ticker.html"],
  ["legacy", "legacy.html"],
];

/**
 * What every page begins with: `<page-header page="chat"></page-header>`. `page` is a key of `page.*` and `title.*` in
 * the messages; the page's content has the id `content`. Who is signed in comes as the property `me`; before that
 * there is no way out. The page `login` has no navigation.
 */
export class PageHeader extends HTMLElement {
  #who = make("strong", { id: "who" }, "…");
  #csrf = make("input", { type: "hidden" });
  #leave = make("button", { class: "quiet", "data-t": "header.signOut", disabled: true });
  #signOut = make(
    "form",
    { class: "sign-out", method: "post", action: "logout" },
    make("span", { class: "visually-hidden", "data-t": "header.signedInAs" }),
    this.#who,
    this.#csrf,
    this.#leave,
  );
  #nav = make("nav", { "data-t-aria-label": "header.pages" });

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.#build(this.getAttribute("page") ?? "");
    }
  }

  /** @param {import("../me.js").Me} me */
  set me({ name, csrf }) {
    this.#who.textContent = name;
    this.#csrf.name = csrf.parameter; // Spring Security takes a logout only with its token
    this.#csrf.value = csrf.token;
    this.#leave.disabled = false;
  }

  /** @param {string} page */
  #build(page) {
    this.#nav.append(...PAGES.map(([name, href]) => pageLink(name, href, name === page)));
    const header = make("header", {}, brand(page), choices());
    if (page !== "login") {
      header.querySelector(".choices")?.before(this.#nav);
      header.append(this.#signOut);
    }
    this.append(skipLink(), header);
    translate(this);
    const entitle = () => (document.title = t(`title.${page}`));
    entitle();
    onLanguage(entitle);
  }
}

/**
 * @param {string} name
 * @param {string} href
 * @param {boolean} current
 */
function pageLink(name, href, current) {
  return make("a", { href, "data-t": `page.${name}`, "aria-current": current && "page" });
}

function skipLink() {
  const link = make("a", { class: "skip", href: "#content", "data-t": "header.skip" });
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the chat's address names its room
    document.getElementById("content")?.focus();
  });
  return link;
}

/** @param {string} page */
function brand(page) {
  return make(
    "div",
    { class: "brand" },
    make("img", { src: "favicon.svg", alt: "", width: "28", height: "28" }),
    make("h1", { "data-t": `title.${page}` }),
  );
}

function choices() {
  const languages = make("select", { autocomplete: "off" }); // else a reload may show what is not so
  for (const [code, name] of LANGUAGES) {
    languages.append(make("option", { value: code, lang: code, selected: code === language() }, name));
  }
  languages.addEventListener("change", () => setLanguage(languages.value === "ko" ? "ko" : "en"));
  const themes = make("select", { autocomplete: "off" });
  for (const one of THEMES) {
    themes.append(make("option", { value: one, selected: one === theme(), "data-t": `theme.${one}` }));
  }
  themes.addEventListener("change", () => setTheme(THEMES.find((one) => one === themes.value) ?? "system"));
  return make("div", { class: "choices" }, labelled("header.language", languages), labelled("header.theme", themes));
}

/**
 * @param {string} key
 * @param {HTMLSelectElement} select
 */
function labelled(key, select) {
  return make("label", {}, make("span", { class: "visually-hidden", "data-t": key }), select);
}

customElements.define("page-header", PageHeader);
