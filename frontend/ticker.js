// @ts-check
import { whoAmI } from "./me.js";
import { TickerPage } from "./ui/ticker-page.js";

const page = new TickerPage();
const me = await whoAmI(document.baseURI);
if (me === "signed-out") {
  page.panel.state = { kind: "signed-out" };
} else if (me === "unreachable") {
  page.panel.state = { kind: "stopped", why: { key: "close.unreachable" }, todo: { key: "todo.unreachable" } };
  page.panel.addEventListener("try-now", () => location.reload());
} else {
  page.start(me);
}
