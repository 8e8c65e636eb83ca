// @ts-check
import { onLanguage, t } from "../i18n.js";

/** @typedef {import("../i18n.js").Params} Params */

/** Attributes that may be translated: `data-t-aria-label="key"`. */
const ATTRIBUTES = ["aria-label", "placeholder", "title"];

/** @type {WeakMap<Element, Params>} */
const paramsOf = new WeakMap();

/**
 * Says something in an element, and goes on saying it in whatever language is chosen.
 *
 * @param {HTMLElement} element
 * @param {string} key
 * @param {Params} [params]
 */
export function say(element, key, params = {}) {
  element.dataset.t = key;
  paramsOf.set(element, params);
  element.textContent = t(key, params);
}

/**
 * Puts the language's words into a tree now and after each change of the language: `data-t` names the key of an
 * element's text, `data-t-aria-label`, `data-t-placeholder` and `data-t-title` those of attributes.
 *
 * @param {Element} root
 */
export function keepTranslated(root) {
  translate(root);
  onLanguage(() => translate(root));
}

/** @param {Element} root */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(element.getAttribute("data-t") ?? "", paramsOf.get(element));
  }
  for (const attribute of ATTRIBUTES) {
    for (const element of root.querySelectorAll(`[data-t-${attribute}]`)) {
      element.setAttribute(attribute, t(element.getAttribute(`data-t-${attribute}`) ?? ""));
    }
  }
}
