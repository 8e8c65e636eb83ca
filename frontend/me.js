// @ts-check

/**
 * @typedef {object} Me
 * @property {string} name
 * @property {{header: string, parameter: string, token: string}} csrf
 */

/** @typedef {typeof globalThis.fetch} Fetch */

const ANSWER_MILLIS = 10_000;

/**
 * Who is signed in here.
 *
 * @param {string} base address of the page
 * @param {Fetch} [request]
 * @returns {Promise<Me | "signed-out" | "unreachable">}
 */
export async function whoAmI(base, request = (...how) => fetch(...how)) {
  try {
    const response = await request(new URL("demo/me", base), {
      cache: "no-store",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    if (response.redirected || response.status === 401) {
      return "signed-out"; // Spring Security sends whoever has no session to its form
    }
    return response.ok ? await response.json() : "unreachable";
  } catch {
    return "unreachable";
  }
}

/**
 * Whether somebody is signed in here.
 *
 * @param {string} base address of the page
 * @param {Fetch} [request]
 * @returns {Promise<"signed-in" | "signed-out" | "unreachable">}
 */
export async function checkSignIn(base, request) {
  const me = await whoAmI(base, request);
  return typeof me === "string" ? me : "signed-in";
}
