// @ts-check
import { onLanguage, t } from "../i18n.js";

/** Attributes that a page's own HTML may have translated: `data-t-aria-label="key"`. */
const ATTRIBUTES = ["aria-label", "placeholder", "title"];

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
    element.textContent = t(element.getAttribute("data-t") ?? "");
  }
  for (const attribute of ATTRIBUTES) {
    for (const element of root.querySelectorAll(`[data-t-${attribute}]`)) {
      element.setAttribute(attribute, t(element.getAttribute(`data-t-${attribute}`) ?? ""));
    }
  }
}
