// @ts-check

/** @typedef {import("./i18n.js").Words} Words */

/**
 * What a closed connection asks of the page.
 *
 * @typedef {object} CloseAdvice
 * @property {boolean} reconnect whether to come back without being told to
 * @property {number} afterMillis the least the server asks to wait before that, 0 where it asks for nothing
 * @property {Words} why what happened, with the code
 * @property {Words} todo what somebody can do about it
 */

/** The reason of a close that says when to come back: `retry-after=3`, in seconds. */
const RETRY_AFTER = /\bretry-after=(\d{1,5})\b/;

/**
 * After which code to come back. What each means is in the messages, as `close.<code>`, and what to do about those that
 * end it as `todo.<code>`. A test holds all that against the server's `CloseCode`.
 *
 * @type {ReadonlyMap<number, boolean>}
 */
const CODES = new Map([
  [1000, false],
  [1001, true],
  [1002, false],
  [1003, false],
  [1006, true],
  [1007, false],
  [1008, false],
  [1009, false],
  [1011, true],
  [1012, true],
  [1013, true],
  [4001, true],
  [4002, true],
  [4004, true],
  [4400, false],
  [4401, false],
  [4403, false],
  [4408, false],
  [4409, false],
  [4429, false],
]);

/**
 * @param {number} code of the close event
 * @param {string} reason as the server sent it
 * @returns {CloseAdvice}
 */
export function adviceOn(code, reason) {
  const retryAfter = RETRY_AFTER.exec(reason);
  const known = CODES.has(code);
  return {
    reconnect: CODES.get(code) ?? !mustNotReconnect(code),
    afterMillis: retryAfter ? Number(retryAfter[1]) * 1000 : 0,
    why: { key: `close.${known ? code : "other"}`, params: { code: String(code) } },
    todo: { key: `todo.${known ? code : "other"}` },
  };
}

/**
 * Whether it is the server that speaks, though STOMP was never connected. What browsers and SockJS say where there is
 * no way through (1002, 1006, 2000) is not.
 *
 * @param {number} code
 */
export function isAnswerToConnect(code) {
  return [1001, 1008, 1012, 1013].includes(code) || mustNotReconnect(code);
}

/**
 * The range of codes that mean: not again until something has changed.
 *
 * @param {number} code
 */
function mustNotReconnect(code) {
  return code >= 4400 && code <= 4499;
}
