// @ts-check

/** @typedef {import("./i18n.js").Words} Words */
/** @typedef {import("./transport-choice.js").Transport} Transport */
/** @typedef {import("./sockets.js").NamedSocket} NamedSocket */
/** @typedef {import("@stomp/stompjs").Client} Client */

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

/**
 * @typedef {object} Surroundings
 * @property {string} me as whom the page speaks
 * @property {(transport: Transport) => Promise<NamedSocket>} openSocket
 * @property {() => Promise<"signed-in" | "signed-out" | "unreachable">} checkSignIn
 * @property {(state: ConnectionState) => void} onState
 * @property {(client: Client) => void} onConnected
 * @property {() => void} onSomebodyElse the browser has signed in as another: instead of `onConnected`
 */

export {};
