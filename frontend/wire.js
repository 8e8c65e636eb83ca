// @ts-check

/** @typedef {{from: string, text: string, at: Date}} ChatMessage */
/** @typedef {ChatMessage & {to: string}} DirectMessage */
/** @typedef {{members: string[], messages: number, opened: Date | undefined}} Facts */

/**
 * What is read from a channel was written by others: nothing but the expected comes out of here.
 *
 * @param {string} body
 * @returns {ChatMessage | undefined}
 */
export function parseChatMessage(body) {
  const { from, text, at } = parseObject(body);
  if (typeof from !== "string" || typeof text !== "string") {
    return undefined;
  }
  return { from, text, at: timeOf(at) ?? new Date() };
}

/**
 * @param {string} body of a message from `/user/queue/inbox`
 * @returns {DirectMessage | undefined}
 */
export function parseDirectMessage(body) {
  const message = parseChatMessage(body);
  const { to } = parseObject(body);
  return message && typeof to === "string" ? { ...message, to } : undefined;
}

/**
 * What a room tells whoever enters: nothing of it has to be there.
 *
 * @param {string} body
 * @returns {Facts}
 */
export function parseFacts(body) {
  const { members, messages, opened } = parseObject(body);
  return {
    members: Array.isArray(members) ? members.filter((name) => typeof name === "string") : [],
    messages: typeof messages === "number" ? messages : 0,
    opened: timeOf(opened),
  };
}

/**
 * @param {string} body
 * @returns {string | undefined} who is typing
 */
export function parseTyping(body) {
  const { from } = parseObject(body);
  return typeof from === "string" ? from : undefined;
}

/**
 * Why the server did not carry out a frame.
 *
 * @typedef {object} Refusal
 * @property {string} code as the server has it; there may be ones that this page does not know
 * @property {string} detail what the server adds to it, in English
 * @property {number} retryAfterSeconds 0 where the server says nothing of it
 * @property {string | undefined} receiptId of the frame refused
 * @property {string | undefined} subscriptionId of the frame refused
 */

/**
 * @param {{body: string, headers: {[name: string]: string}}} message from `/user/queue/errors`
 * @returns {Refusal}
 */
export function parseRefusal({ body, headers }) {
  const { detail } = parseObject(body);
  return {
    code: headers["code"] ?? "",
    detail: typeof detail === "string" ? detail : "",
    retryAfterSeconds: Number(headers["retry-after"]) || 0,
    receiptId: headers["receipt-id"],
    subscriptionId: headers["subscription-id"],
  };
}

/**
 * @param {unknown} at ISO 8601
 * @returns {Date | undefined}
 */
function timeOf(at) {
  const time = new Date(typeof at === "string" ? at : NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/**
 * @param {string} body
 * @returns {{[name: string]: unknown}} empty where the body is no JSON object
 */
function parseObject(body) {
  try {
    const value = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
