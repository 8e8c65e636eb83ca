import { Client } from "@stomp/stompjs";

let said = false;
let wait = 0;
const client = new Client({
  brokerURL: "{{ws}}",
  connectHeaders: { Authorization: "Bearer {{token}}" },
  onConnect: () => {
    client.subscribe("/topic/rooms.{{room}}", ({ body }) => console.log(body));
    if (said) return;
    said = true;
    client.publish({
      destination: "/app/rooms.{{room}}.say",
      body: JSON.stringify({ text: "Hello from JavaScript" }),
    });
  },
  beforeConnect: () => new Promise((resolve) => setTimeout(resolve, wait)),
  onStompError: ({ body }) => console.error(body),
  onWebSocketClose: ({ code, reason }) => {
    if ([1000, 1002, 1003, 1007, 1008, 1009].includes(code) || (code >= 4400 && code < 4500)) client.deactivate();
    const [, seconds] = /retry-after=(\d+)/.exec(reason) ?? [];
    wait = seconds ? Math.max(0, seconds * 1000 - client.reconnectDelay) + Math.random() * 1000 : 0;
  },
});
client.activate();
