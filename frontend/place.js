// @ts-check

/**
 * What is shown: a room, the talk with one person, or nothing.
 *
 * @typedef {{kind: "room", name: string} | {kind: "person", name: string} | {kind: "nowhere", name: ""}} Place
 */

/** One segment of a channel's name, which is all that can be written to, marks being the vowels of scripts like Devanagari. The server checks it again. */
const NAME = /^(?!\p{M})(?:[\p{L}\p{Nd}_-]|(?!\p{Script=Inherited})[\p{Mn}\p{Mc}]){1,40}$/u;

/** @type {Place} */
export const NOWHERE = { kind: "nowhere", name: "" };

/** Neither sign can be in the name of a room. */
const PERSON_SIGN = "@";
const NOWHERE_SIGN = ".";

/**
 * @param {string} typed `lobby` or `@bob`
 * @returns {Place | undefined} nothing where there can be no such place
 */
export function placeNamed(typed) {
  const text = typed.trim().normalize("NFC");
  const isPerson = text.startsWith(PERSON_SIGN);
  const name = isPerson ? text.slice(PERSON_SIGN.length) : text;
  if (!NAME.test(name)) {
    return undefined;
  }
  return { kind: isPerson ? "person" : "room", name };
}

/**
 * @param {string} hash of the page's address: `#lobby`, `#@bob`, `#.`
 * @returns {Place | undefined}
 */
export function placeOfHash(hash) {
  try {
    const text = decodeURIComponent(hash.slice(1));
    if (text.length > 1 && text.startsWith(PERSON_SIGN)) {
      return { kind: "person", name: text.slice(PERSON_SIGN.length) }; // whoever writes may be called anything
    }
    return text === NOWHERE_SIGN ? NOWHERE : placeNamed(text);
  } catch {
    return undefined; // a lone percent sign
  }
}

/**
 * Whether one can say something there: somebody called `alice@example.com` can write and not be answered.
 *
 * @param {Place} place
 */
export function takesMessages({ kind, name }) {
  return kind !== "nowhere" && NAME.test(name);
}

/**
 * @param {Place} place
 * @returns {string} unlike that of any other place
 */
export function hashOf({ kind, name }) {
  const sign = { room: "", person: PERSON_SIGN, nowhere: NOWHERE_SIGN }[kind];
  return `#${sign}${encodeURIComponent(name)}`;
}
