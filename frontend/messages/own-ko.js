// @ts-check

/** *내 클라이언트 연결*의 문구. */
export default {
  "own.languages": "언어별 예제",
  "own.hint": "어느 것이든 {room} 대화방에 인사말을 보내고, 그 대화방에서 오가는 말을 출력합니다.",
  "own.token": "들어 있는 토큰은 {name} 님의 것이며 로그아웃한 뒤에도 {time}까지 쓸 수 있습니다. 이 토큰을 가진 사람은 {name} 님으로 말할 수 있습니다.",
  "own.loading": "토큰을 요청하는 중…",
  "own.signed-out": "로그인이 끝났습니다.",
  "own.unreachable": "서버가 응답하지 않습니다. 닫고 다시 시도하세요.",
  "own.elsewhere": "이 서버의 토큰은 ID 제공자가 발급합니다. TOKEN 자리에 그 토큰을 넣으세요.",
  "own.code": "프로그램",
  "own.copy": "복사",
  "own.copied": "복사했습니다.",
  "own.selected": "선택했습니다. Ctrl+C로 복사하세요.",
  "own.how.curl": "셸에 붙여 넣으세요. SockJS 폴링으로 통신하며 Ctrl+C로 끝냅니다.",
  "own.how.javascript": "say.mjs로 저장한 뒤 실행하세요: npm install @stomp/stompjs && node say.mjs (Node 22 이상)",
  "own.how.java": "Say.java로 저장한 뒤 실행하세요: java Say.java (Java 18 이상)",
  "own.how.python": "say.py로 저장한 뒤 실행하세요: pip install websocket-client && python3 say.py (Debian: apt install python3-websocket)",
};
