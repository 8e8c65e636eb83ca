// @ts-check

/** What all pages have in common. */
export default {
  "page.chat": "채팅",
  "page.ticker": "시세",
  "page.legacy": "옛 클라이언트",
  "page.login": "로그인",
  "title.chat": "Switchboard 채팅",
  "title.ticker": "Switchboard 시세",
  "title.legacy": "Switchboard 옛 클라이언트",
  "title.login": "Switchboard 로그인",
  "header.skip": "본문으로 건너뛰기",
  "header.pages": "페이지",
  "header.language": "언어",
  "header.theme": "테마",
  "theme.system": "시스템",
  "theme.light": "밝게",
  "theme.dark": "어둡게",
  "header.signedInAs": "로그인한 사용자",
  "header.signOut": "로그아웃",
};
