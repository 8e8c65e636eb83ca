// @ts-check

/** @typedef {import("./place.js").Place} Place */

const ROOMS = ["lobby", "kitchen", "workshop"];
const PEOPLE = ["alice", "bob", "carol"];

/**
 * The places of the demo that stand at the side from the start.
 *
 * @param {string} me
 * @returns {Place[]} the first is the one to enter
 */
export function placesFor(me) {
  /** @type {Place[]} */
  const rooms = ROOMS.map((name) => ({ kind: "room", name }));
  /** @type {Place[]} */
  const people = PEOPLE.filter((name) => name !== me).map((name) => ({ kind: "person", name }));
  return [...rooms, ...people];
}
