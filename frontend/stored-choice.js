// @ts-check

const PREFIX = "switchboard.";

/**
 * What somebody chose in this browser.
 *
 * @param {string} name
 * @returns {string | null}
 */
export function storedChoice(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null; // a browser may keep nothing for this page
  }
}

/**
 * @param {string} name
 * @param {string | null} value null forgets it
 */
export function storeChoice(name, value) {
  try {
    if (value === null) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, value);
    }
  } catch {
    // then it is good for this page only
  }
}
