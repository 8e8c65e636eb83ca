// @ts-check

/** What all pages have in common. */
export default {
  "page.chat": "Chat",
  "page.ticker": "Ticker",
  "page.legacy": "Legacy client",
  "page.login": "Sign in",
  "title.chat": "Switchboard chat",
  "title.ticker": "Switchboard ticker",
  "title.legacy": "Switchboard legacy client",
  "title.login": "Switchboard sign-in",
  "header.skip": "Skip to the content",
  "header.pages": "Pages",
  "header.language": "Language",
  "header.theme": "Theme",
  "theme.system": "System",
  "theme.light": "Light",
  "theme.dark": "Dark",
  "header.signedInAs": "Signed in as",
  "header.signOut": "Sign out",
};
