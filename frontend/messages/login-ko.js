// @ts-check

/** What the sign-in says. */
export default {
  "login.title": "데모에 로그인",
  "login.error": "이름과 비밀번호가 맞지 않습니다.",
  "login.logout": "로그아웃했습니다.",
  "login.username": "사용자 이름",
  "login.password": "비밀번호",
  "login.signIn": "로그인",
  "login.people": "셋 중 한 사람으로 들어오세요",
  "login.hint":
    "비밀번호는 이름과 같습니다. 두 사람이 되어 보려면 다른 브라우저나 시크릿 창을 하나 더 여세요.",
};
