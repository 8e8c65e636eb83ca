// @ts-check

/** @typedef {{id: string, file: string, language: string}} Snippet */

/** @type {readonly Snippet[]} programs that one may take along, each a file below `snippets/` */
export const SNIPPETS = [
  { id: "curl", file: "curl.sh", language: "curl" },
  { id: "javascript", file: "say.mjs", language: "JavaScript" },
  { id: "java", file: "Say.java", language: "Java" },
  { id: "python", file: "say.py", language: "Python" },
];

/**
 * @param {Snippet} snippet
 * @param {string} base address of the page
 * @returns {Promise<string>} with its placeholders
 */
export async function templateOf({ file }, base) {
  const response = await fetch(new URL(`snippets/${file}`, base));
  if (!response.ok || response.redirected) {
    throw new Error(`${file}: ${response.status}`);
  }
  return response.text();
}

/**
 * @param {string} template
 * @param {{token: string, room: string, base: string}} what base is the address of the page
 * @returns {string} what one can run
 */
export function filled(template, { token, room, base }) {
  const url = new URL(".", base);
  const ws = new URL("ws", base);
  ws.protocol = ws.protocol.replace("http", "ws");
  /** @type {Map<string, string>} */
  const values = new Map([
    ["token", token],
    ["room", room],
    ["url", url.href],
    ["ws", ws.href],
  ]);
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name) => values.get(name) ?? whole);
}
