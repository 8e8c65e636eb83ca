// @ts-check
import { addMessages } from "./i18n.js";
import english from "./messages/chat-en.js";
import korean from "./messages/chat-ko.js";

addMessages("en", english);
addMessages("ko", korean);
