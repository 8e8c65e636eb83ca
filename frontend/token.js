// @ts-check
import { whoAmI } from "./me.js";

/**
 * @typedef {{kind: "issued", token: string, expires: Date, name: string}
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
    if (response.status === 401) {
      return { kind: "signed-out" };
    }
    if (response.status === 404) {
      return { kind: "elsewhere" };
    }
    if (!response.ok || response.redirected) {
      return { kind: "unreachable" };
    }
    const { token, expires } = await response.json();
    return { kind: "issued", token, expires: new Date(expires), name: me.name };
  } catch {
    return { kind: "unreachable" };
  }
}
