// @ts-check
import { whoAmI } from "./me.js";

/**
 * @typedef {{kind: "issued", token: string, expires: Date, lifetimeMillis: number, name: string}
 *   | {kind: "signed-out" | "unreachable" | "elsewhere"}} TokenAnswer
 */

/**
 * Asks for a token of whoever is signed in here, for a program of theirs.
 *
 * @param {string} base address of the page
 * @returns {Promise<TokenAnswer>} `elsewhere` where an identity provider issues the tokens
 */
export async function requestToken(base) {
  const me = await whoAmI(base);
  if (typeof me === "string") {
    return { kind: me };
  }
  try {
    const response = await fetch(new URL("demo/token", base), {
      method: "POST",
      headers: { accept: "application/json", [me.csrf.header]: me.csrf.token },
    });
    if (response.status === 401 || response.status === 403) {
      return { kind: "signed-out" }; // 403: the sign-in has changed since, and its CSRF token with it
    }
    if (response.status === 404) {
      return { kind: "elsewhere" };
    }
    if (!response.ok || response.redirected) {
      return { kind: "unreachable" };
    }
    const { token, issued, expires } = await response.json();
    const end = new Date(expires);
    return { kind: "issued", token, expires: end, lifetimeMillis: end.getTime() - Date.parse(issued), name: me.name };
  } catch {
    return { kind: "unreachable" };
  }
}
