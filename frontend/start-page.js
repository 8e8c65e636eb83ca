// @ts-check
import { whoAmI } from "./me.js";

/** @typedef {{panel: import("./ui/connection-panel.js").ConnectionPanel, start: (me: import("./me.js").Me) => void}} Page */

/**
 * Starts a page for whoever is signed in, or has it say why it cannot.
 *
 * @param {Page} page
 */
export async function startPage(page) {
  const me = await whoAmI(document.baseURI);
  if (me === "signed-out") {
    page.panel.state = { kind: "signed-out" };
  } else if (me === "unreachable") {
    page.panel.state = { kind: "stopped", why: { key: "close.unreachable" }, todo: { key: "todo.unreachable" } };
    page.panel.addEventListener("try-now", () => location.reload());
  } else {
    page.start(me);
  }
}
