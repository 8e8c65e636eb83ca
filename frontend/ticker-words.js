// @ts-check
import { addMessages } from "./i18n.js";
import english from "./messages/ticker-en.js";
import korean from "./messages/ticker-ko.js";

addMessages("en", english);
addMessages("ko", korean);
