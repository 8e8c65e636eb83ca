// @ts-check

/**
 * An element of the page that has to be there.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) {
    throw new Error(`The page has no ${type.name} #${id}`);
  }
  return element;
}

/**
 * Makes an element. Text among the children is shown as it is, never read as HTML; `data-t` names the key of a text
 * that `ui/translated.js` puts in.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{[attribute: string]: string | boolean}} [attributes] true is the empty value, false leaves one out
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/**
 * Shows or hides what one can operate. Where it had the focus and is gone, another takes it, or a keyboard would start
 * from the top of the page.
 *
 * @param {HTMLElement} element
 * @param {boolean} hidden
 * @param {HTMLElement} other
 */
export function setHidden(element, hidden, other) {
  const hadFocus = document.activeElement === element;
  element.hidden = hidden;
  if (hidden && hadFocus) {
    other.focus();
  }
}

/**
 * The one element of the page with a tag of its own.
 *
 * @template {HTMLElement} T
 * @param {string} tag
 * @param {new (...args: never[]) => T} type what is registered for the tag
 * @returns {T}
 */
export function only(tag, type) {
  const element = document.querySelector(tag);
  if (!(element instanceof type)) {
    throw new Error(`The page has no <${tag}>`);
  }
  return element;
}
