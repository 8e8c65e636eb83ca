// @ts-check

/** @typedef {import("./i18n.js").Words} Words */
/** @typedef {import("./transport-choice.js").Transport} Transport */

/**
 * How a connection is. `carrier` is what carries SockJS, `dueAt` when the page connects again, in milliseconds of
 * `Date.now()`.
 *
 * @typedef {{kind: "connecting", transport: Transport}
 *   | {kind: "connected", transport: Transport, carrier: string | undefined, isFallback: boolean}
 *   | {kind: "waiting", why: Words, dueAt: number}
 *   | {kind: "stopped", why: Words, todo: Words}
 *   | {kind: "signed-out"}} ConnectionState
 */

export {};
