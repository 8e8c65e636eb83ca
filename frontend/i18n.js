// @ts-check
import english from "./messages/en.js";
import korean from "./messages/ko.js";
import { storeChoice, storedChoice } from "./stored-choice.js";

/** @typedef {"en" | "ko"} Language */

/**
 * Messages by their keys. `{name}` in a message is a parameter; a message with plural forms takes the one for
 * `params.count`.
 *
 * @typedef {{[key: string]: string | {[form in Intl.LDMLPluralRule]?: string} & {other: string}}} Messages
 */

/** @typedef {{[name: string]: string | number | Words | (() => string)}} Params a function is asked in each language */

/** @typedef {{key: string, params?: Params}} Words a sentence in no language yet */

/** @type {ReadonlyMap<Language, string>} each in its own words */
export const LANGUAGES = new Map([
  ["en", "English"],
  ["ko", "한국어"],
]);

/** @type {Map<Language, Map<string, Messages[string]>>} */
const dictionaries = new Map([
  ["en", new Map(Object.entries(english))],
  ["ko", new Map(Object.entries(korean))],
]);

const changes = new EventTarget();

/** @type {Language} */
let current = known(storedChoice("language")) ?? preferred();
document.documentElement.lang = current;

/** @returns {Language} */
export function language() {
  return current;
}

/**
 * Changes the language of this page and keeps the choice.
 *
 * @param {Language} chosen
 */
export function setLanguage(chosen) {
  storeChoice("language", chosen);
  if (chosen !== current) {
    current = chosen;
    document.documentElement.lang = chosen;
    changes.dispatchEvent(new Event("change"));
  }
}

/**
 * Calls back after each change of the language, never before one.
 *
 * @param {() => void} listener
 */
export function onLanguage(listener) {
  changes.addEventListener("change", listener);
}

/**
 * Adds the messages of a page or a component.
 *
 * @param {Language} to
 * @param {Messages} messages
 */
export function addMessages(to, messages) {
  const dictionary = dictionaries.get(to);
  for (const [key, message] of Object.entries(messages)) {
    dictionary?.set(key, message);
  }
}

/**
 * A message in the language of the page.
 *
 * @param {string} key
 * @param {Params} [params]
 * @returns {string} the English one where there is no other, the key where there is none at all
 */
export function t(key, params = {}) {
  const message = dictionaries.get(current)?.get(key) ?? dictionaries.get("en")?.get(key) ?? key;
  return formOf(message, params).replace(/\{(\w+)\}/g, (whole, name) => spelled(params[name] ?? whole));
}

/**
 * Whether there is such a message at all.
 *
 * @param {string} key
 */
export function isMessage(key) {
  return dictionaries.get("en")?.has(key) ?? false;
}

/** @param {Params[string]} param */
function spelled(param) {
  switch (typeof param) {
    case "object":
      return t(param.key, param.params);
    case "function":
      return param();
    case "number":
      return param.toLocaleString(current);
    default:
      return param;
  }
}

/**
 * @param {Messages[string]} message
 * @param {Params} params
 */
function formOf(message, { count }) {
  if (typeof message === "string") {
    return message;
  }
  return message[new Intl.PluralRules(current).select(Number(count))] ?? message.other;
}

/** @returns {Language} */
function preferred() {
  for (const tag of navigator.languages) {
    const language = known(tag.split("-")[0]);
    if (language) {
      return language;
    }
  }
  return "en";
}

/**
 * @param {string | null} code
 * @returns {Language | undefined}
 */
function known(code) {
  return [...LANGUAGES.keys()].find((language) => language === code);
}
