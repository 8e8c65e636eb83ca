// @ts-check

/** What the sign-in says. */
export default {
  "login.title": "Sign in to the demo",
  "login.error": "Name and password do not belong together.",
  "login.logout": "You have signed out.",
  "login.username": "Username",
  "login.password": "Password",
  "login.signIn": "Sign in",
  "login.people": "Come in as one of three",
  "login.hint":
    "Their passwords are their names. Open a second browser or a private window to be two of them at a time.",
};
