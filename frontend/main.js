// @ts-check
import "./chat-words.js";
import { Network } from "./network.js";
import { openSocket } from "./sockets.js";
import { startPage } from "./start-page.js";
import { ChatPage } from "./ui/chat-page.js";

const network = new Network((transport) => openSocket(transport, document.baseURI));
await startPage(new ChatPage(network));
