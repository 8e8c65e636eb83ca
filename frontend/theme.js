// @ts-check
import { storeChoice, storedChoice } from "./stored-choice.js";

/** @typedef {"system" | "light" | "dark"} Theme */

/** @type {readonly Theme[]} */
export const THEMES = ["system", "light", "dark"];

apply(theme());

/** @returns {Theme} what was chosen in this browser */
export function theme() {
  const stored = storedChoice("theme");
  return THEMES.find((one) => one === stored) ?? "system";
}

/** @param {Theme} chosen */
export function setTheme(chosen) {
  storeChoice("theme", chosen === "system" ? null : chosen);
  apply(chosen);
}

/** @param {Theme} chosen */
function apply(chosen) {
  document.documentElement.dataset.theme = chosen; // theme.css does the rest
}
