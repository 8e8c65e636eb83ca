// @ts-check
import { Chat } from "../chat.js";
import { Connection } from "../connection.js";
import { placesFor } from "../known-places.js";
import { checkSignIn } from "../me.js";
import { Memory } from "../memory.js";
import { NOWHERE, hashOf, takesMessages } from "../place.js";
import { wordsFor } from "../refusal-words.js";
import { onWake } from "../wake.js";
import { ConnectionPanel } from "./connection-panel.js";
import { byId, only } from "./elements.js";
import { MessageComposer } from "./message-composer.js";
import { MessageLog } from "./message-log.js";
import { NetworkTools } from "./network-tools.js";
import { OwnClient } from "./own-client.js";
import { PageHeader } from "./page-header.js";
import { PageNotice } from "./page-notice.js";
import { PlaceHeader } from "./place-header.js";
import { PlaceList } from "./place-list.js";
import { say } from "./translated.js";
import { UnsentList } from "./unsent-list.js";

/** @typedef {import("../place.js").Place} Place */
/** @typedef {import("../outgoing.js").Said} Said */

/** The parts of the chat page, wired to one another. */
export class ChatPage {
  panel = only("connection-panel", ConnectionPanel);
  #places = only("place-list", PlaceList);
  #title = only("place-header", PlaceHeader);
  #log = only("message-log", MessageLog);
  #notice = only("page-notice", PageNotice);
  #unsent = only("unsent-list", UnsentList);
  #composer = only("message-composer", MessageComposer);
  #tools = only("network-tools", NetworkTools);
  #own = only("own-client", OwnClient);
  #announcement = byId("announcement", HTMLElement);
  #memory = new Memory();
  #network;
  /** @type {Place} the one shown */
  #place = NOWHERE;

  /** @param {import("../network.js").Network} network */
  constructor(network) {
    this.#network = network;
  }

  /** @param {import("../me.js").Me} me */
  start(me) {
    only("page-header", PageHeader).me = me;
    this.#log.me = me.name;
    const chat = this.#chat(me.name);
    this.#composer.onSay = (text) => this.#said(chat.say({ place: this.#place, text }));
    this.#unsent.onSayAgain = (said) => this.#said(chat.say(said));
    this.#unsent.onDone = () =>
      takesMessages(this.#place) ? this.#composer.focusText() : byId("content", HTMLElement).focus();
    this.#composer.addEventListener("typing", () => chat.typing());
    this.#places.onEnter = (place) => this.#enter(place, chat);
    this.#title.addEventListener("connect-your-own", () => this.#own.open(this.#place.name));
    this.#places.start(placesFor(me.name));
    this.#connect(me.name, chat);
  }

  /** @param {string} me */
  #chat(me) {
    return new Chat(me, {
      joined: (room, awayMillis) => this.#joined(room, awayMillis),
      facts: (facts) => (this.#title.facts = facts),
      message: (message) => this.#heard(this.#place, message),
      direct: (message) => {
        this.#heard({ kind: "person", name: message.from === me ? message.to : message.from }, message);
      },
      resumed: (awayMillis) => this.#log.remark("talk.back", { seconds: Math.round(awayMillis / 1000) }),
      typing: (names) => this.#log.typing(names),
      refused: (refusal, said) => this.#refused(refusal, said),
      unconfirmed: (all) => all.forEach((said) => this.#unsent.add(said, "unsent.unconfirmed")),
    });
  }

  /**
   * @param {string} me
   * @param {Chat} chat
   */
  #connect(me, chat) {
    const connection = new Connection({
      me,
      openSocket: (transport) => this.#network.openSocket(transport),
      checkSignIn: () => checkSignIn(document.baseURI, this.#network.fetch),
      onSomebodyElse: () => location.reload(),
      onState: (state) => {
        this.panel.state = state;
        if (state.kind !== "connected") {
          chat.disconnected();
        }
      },
      onConnected: (client) => {
        this.#notice.clear("notice.notSent");
        chat.connected(client);
      },
    });
    this.panel.addEventListener("try-now", () => connection.tryNow());
    this.#useTools(connection);
    onWake(() => connection.wake());
    connection.start(this.#tools.wanted);
  }

  /** @param {Connection} connection */
  #useTools(connection) {
    const tools = this.#tools;
    tools.addEventListener("transport", () => connection.start(tools.wanted));
    tools.addEventListener("block", () => {
      this.#network.blocksWebSocket = tools.blocks;
      connection.start(tools.wanted);
    });
    tools.addEventListener("cut", () => {
      this.#log.remark("tools.wasCut");
      this.#network.cut();
    });
    tools.addEventListener("restored", () => {
      this.#log.remark("tools.restored");
      this.#network.restore();
      connection.wake();
    });
  }

  /**
   * @param {Place} place
   * @param {Chat} chat
   */
  #enter(place, chat) {
    const left = this.#place;
    this.#memory.left(hashOf(left), this.#composer.draft, chat.leave());
    this.#place = place;
    this.#notice.clear();
    this.#title.place = place;
    this.#composer.enabled = takesMessages(place);
    const { messages, leftAt, draft } = this.#memory.of(hashOf(place));
    this.#composer.draft = draft;
    const hasLeft = place.kind === "nowhere" && left.kind === "room";
    this.#log.show(messages, hasLeft ? { key: "room.left", params: { room: left.name } } : undefined);
    chat.enter(place, leftAt);
  }

  /**
   * @param {string} room
   * @param {number | undefined} awayMillis
   */
  #joined(room, awayMillis) {
    if (awayMillis === undefined) {
      this.#log.remark("room.joined", { room });
    } else {
      this.#log.remark("room.back", { room, seconds: Math.round(awayMillis / 1000) });
    }
  }

  /**
   * @param {Place} place
   * @param {import("../wire.js").ChatMessage} message
   */
  #heard(place, message) {
    const hash = hashOf(place);
    this.#memory.heard(hash, message);
    if (hash === hashOf(this.#place)) {
      this.#log.message(message);
    } else if (message.from === place.name) {
      this.#places.unread(place.name);
      say(this.#announcement, "notice.direct", { name: place.name });
    }
  }

  /** @param {import("../chat.js").Fate} fate */
  #said(fate) {
    if (fate === "on-its-way") {
      this.#notice.clear();
    } else {
      this.#notice.show(fate === "too-many" ? "notice.tooMany" : "notice.notSent");
    }
    return fate === "on-its-way";
  }

  /**
   * @param {import("../wire.js").Refusal} refusal
   * @param {Said | undefined} said goes back only to where it was written: elsewhere others would read it
   */
  #refused(refusal, said) {
    const why = wordsFor(refusal);
    const isHere = said && hashOf(said.place) === hashOf(this.#place);
    if (said && !(isHere && this.#composer.giveBack(said.text))) {
      this.#unsent.add(said, "unsent.refused", { why }, refusal.detail);
    } else {
      this.#notice.show("notice.refused", { why }, { detail: refusal.detail, quoted: said?.text });
    }
  }
}
