// @ts-check
import { Chat } from "./chat.js";
import { Connection } from "./connection.js";
import { whoAmI } from "./me.js";
import { openSocket } from "./sockets.js";
import { Composer } from "./ui/composer.js";
import { ConnectionLine } from "./ui/connection-line.js";
import { MessageLog } from "./ui/message-log.js";
import { Notice } from "./ui/notice.js";
import { RoomList } from "./ui/room-list.js";
import { PageHeader } from "./ui/page-header.js";

/** @type {[string, ...string[]]} */
const ROOMS = ["lobby", "kitchen", "workshop"];

const base = document.baseURI;
const line = new ConnectionLine();
const me = await whoAmI(base);
if (me === "signed-out") {
  line.show({ kind: "signed-out" });
} else if (me === "unreachable") {
  line.show({ kind: "stopped", words: "the server cannot be reached" });
  line.onTryNow(() => location.reload());
} else {
  const header = document.querySelector("page-header");
  if (header instanceof PageHeader) {
    header.me = me;
  }
  start(me.name);
}

/** @param {string} name */
function start(name) {
  const log = new MessageLog(name);
  const notice = new Notice();
  const chat = new Chat(name, {
    joined: (room, again) =>
      log.remark(again ? `Back in ${room}. What was said meanwhile is missing here.` : `You are in ${room}.`),
    message: (message) => log.message(message),
    typing: (words) => log.typing(words),
    refused: (why, text) => {
      notice.show(`Refused: ${why}`, text);
      composer.giveBack(text ?? "");
    },
    unconfirmed: (texts) => notice.show("The connection ended before the server confirmed:", texts.join("\n")),
  });
  const composer = new Composer({
    say: (text) => said(chat.say(text), notice),
    typing: () => chat.typing(),
  });
  const rooms = new RoomList(ROOMS, (room) => {
    notice.clear();
    log.clear();
    chat.enter(room);
  });
  rooms.enter();
  connect(chat);
}

/**
 * @param {boolean} onItsWay
 * @param {Notice} notice
 */
function said(onItsWay, notice) {
  if (onItsWay) {
    notice.clear();
  } else {
    notice.show("Not sent: there is no connection. Your text stays here.");
  }
  return onItsWay;
}

/** @param {Chat} chat */
function connect(chat) {
  const connection = new Connection({
    openSocket: (transport) => openSocket(transport, base),
    checkSignIn: () => whoAmI(base).then((answer) => (typeof answer === "string" ? answer : "signed-in")),
    onState: (state) => {
      line.show(state);
      if (state.kind !== "connected") {
        chat.disconnected();
      }
    },
    onConnected: (client) => chat.connected(client),
  });
  line.onTryNow(() => connection.tryNow());
  line.onTransport((wanted) => connection.start(wanted));
  connection.start(line.wanted);
}
