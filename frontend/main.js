// @ts-check
import "./chat-words.js";
import { whoAmI } from "./me.js";
import { Network } from "./network.js";
import { openSocket } from "./sockets.js";
import { ChatPage } from "./ui/chat-page.js";

const network = new Network((transport) => openSocket(transport, document.baseURI));
const page = new ChatPage(network);
const me = await whoAmI(document.baseURI);
if (me === "signed-out") {
  page.panel.state = { kind: "signed-out" };
} else if (me === "unreachable") {
  page.panel.state = { kind: "stopped", why: { key: "close.unreachable" }, todo: { key: "todo.unreachable" } };
  page.panel.addEventListener("try-now", () => location.reload());
} else {
  page.start(me);
}
