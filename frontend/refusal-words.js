// @ts-check
import { isMessage } from "./i18n.js";

/** @typedef {import("./i18n.js").Words} Words */

/**
 * A refusal in the language of the page; a test holds the codes of the messages against the server's `RefusalCode`.
 *
 * @param {import("./wire.js").Refusal} refusal
 * @returns {Words}
 */
export function wordsFor({ code, retryAfterSeconds }) {
  const key = `refusal.${code}`;
  const why = { key: isMessage(key) ? key : "refusal.other" };
  return retryAfterSeconds > 0 ? { key: "refusal.again", params: { why, count: retryAfterSeconds } } : why;
}
