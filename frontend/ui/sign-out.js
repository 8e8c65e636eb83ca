// @ts-check
import { byId } from "./elements.js";

/**
 * Says who is signed in and lets them out: Spring Security takes a logout only with its token.
 *
 * @param {import("../me.js").Me} me
 */
export function showWho({ name, csrf }) {
  byId("who", HTMLElement).textContent = name;
  const token = byId("csrf", HTMLInputElement);
  token.name = csrf.parameter;
  token.value = csrf.token;
}
