// @ts-check
import { addMessages } from "./i18n.js";
import english from "./messages/own-en.js";
import korean from "./messages/own-ko.js";

addMessages("en", english);
addMessages("ko", korean);
