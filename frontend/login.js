// @ts-check
import { addMessages } from "./i18n.js";
import english from "./messages/login-en.js";
import korean from "./messages/login-ko.js";
import "./page.js";
import { byId, make } from "./ui/elements.js";
import { keepTranslated } from "./ui/translated.js";

/** Whose passwords are their names. */
const PEOPLE = ["alice", "bob", "carol"];

addMessages("en", english);
addMessages("ko", korean);
byId("logins", HTMLUListElement).append(...PEOPLE.map((name) => make("li", {}, login(name))));
keepTranslated(byId("content", HTMLElement));

/** @param {string} name */
function login(name) {
  const button = make("button", { type: "button", class: "quiet" }, `${name} / ${name}`);
  button.addEventListener("click", () => {
    byId("username", HTMLInputElement).value = name;
    byId("password", HTMLInputElement).value = name;
    byId("sign-in", HTMLFormElement).requestSubmit();
  });
  return button;
}
