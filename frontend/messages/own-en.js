// @ts-check

/** What *Connect your own* says. */
export default {
  "own.languages": "Languages",
  "own.hint": "Each of these says hello in {room} and then prints what is said there.",
  "own.token": "The token in it is yours, {name}, and good until {time}. Whoever has it speaks as you, also after you sign out.",
  "own.loading": "Asking for a token…",
  "own.signed-out": "You are not signed in any more.",
  "own.unreachable": "The server does not answer. Close this and try again.",
  "own.elsewhere": "Tokens come from your identity provider here. Put one in place of TOKEN.",
  "own.code": "Program",
  "own.copy": "Copy",
  "own.copied": "Copied.",
  "own.selected": "Selected: copy it with Ctrl+C.",
  "own.how.curl": "Paste it into a shell. It speaks SockJS by polling; Ctrl+C ends it.",
  "own.how.javascript": "Save it as say.mjs, then: npm install @stomp/stompjs && node say.mjs (Node 22 or newer).",
  "own.how.java": "Save it as Say.java, then: java Say.java (Java 18 or newer).",
  "own.how.python": "Save it as say.py, then: pip install websocket-client && python3 say.py (on Debian: apt install python3-websocket).",
};
