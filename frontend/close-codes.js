// @ts-check

/**
 * What a closed connection asks of the page.
 *
 * @typedef {object} CloseAdvice
 * @property {boolean} reconnect whether to come back without being told to
 * @property {number} afterMillis the least the server asks to wait before that, 0 where it asks for nothing
 * @property {string} words what happened, with the code
 */

/** The reason of a close that says when to come back: `retry-after=3`, in seconds. */
const RETRY_AFTER = /\bretry-after=(\d{1,5})\b/;

/**
 * After which code to come back, and what it means. A test holds it against the server's `CloseCode`.
 *
 * @type {ReadonlyMap<number, [reconnect: boolean, words: string]>}
 */
const CODES = new Map([
  [1000, [false, "the server ended the connection"]],
  [1001, [true, "the server is going away"]],
  [1002, [false, "the server could not read what this page sent"]],
  [1003, [false, "the server does not take this kind of message"]],
  [1006, [true, "the connection broke off"]],
  [1007, [false, "this page sent text that is not UTF-8"]],
  [1008, [false, "the server does not allow this"]],
  [1009, [false, "this page sent a message over the limit"]],
  [1011, [true, "the server met an error of its own"]],
  [1012, [true, "the server is restarting"]],
  [1013, [true, "the server is full"]],
  [4001, [true, "this page read too slowly"]],
  [4002, [true, "the server heard nothing from this page"]],
  [4004, [true, "the server lost the state of this session"]],
  [4400, [false, "this page broke the protocol"]],
  [4401, [false, "the sign-in is not valid any more"]],
  [4403, [false, "an operator put this session out"]],
  [4408, [false, "this page did not say in time who it is"]],
  [4409, [false, "a newer session took the place of this one"]],
  [4429, [false, "this page went over a limit"]],
]);

/**
 * @param {number} code of the close event
 * @param {string} reason as the server sent it
 * @returns {CloseAdvice}
 */
export function adviceOn(code, reason) {
  const [reconnect, words] = CODES.get(code) ?? [!mustNotReconnect(code), "the connection was closed"];
  const retryAfter = RETRY_AFTER.exec(reason);
  return {
    reconnect,
    afterMillis: retryAfter ? Number(retryAfter[1]) * 1000 : 0,
    words: `${words} (code ${code})`,
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
