// @ts-check

/** One segment of a channel's name, marks being the vowels of scripts like Devanagari. The server checks it again. */
const ROOM = /^(?!\p{M})(?:[\p{L}\p{Nd}_-]|(?!\p{Script=Inherited})[\p{Mn}\p{Mc}]){1,40}$/u;

export const ROOM_RULE = "A room's name is 1 to 40 letters, digits, _ and -.";

/**
 * @param {string} typed
 * @returns {string | undefined} the room's name, or nothing where it cannot be one
 */
export function roomNamed(typed) {
  const name = typed.trim().normalize("NFC");
  return ROOM.test(name) ? name : undefined;
}

/**
 * @param {string} hash of the page's address: `#lobby`
 * @returns {string | undefined}
 */
export function roomOfHash(hash) {
  try {
    return roomNamed(decodeURIComponent(hash.slice(1)));
  } catch {
    return undefined; // a lone percent sign
  }
}
