import { Client } from "@stomp/stompjs";

const client = new Client({
  brokerURL: "{{ws}}",
  connectHeaders: { Authorization: "Bearer {{token}}" },
  onConnect: () => {
    client.subscribe("/topic/rooms.{{room}}", ({ body }) => console.log(body));
    client.publish({
      destination: "/app/rooms.{{room}}.say",
      body: JSON.stringify({ text: "Hello from JavaScript" }),
    });
  },
  onStompError: ({ body }) => console.error(body),
  onWebSocketClose: ({ code }) => {
    if ([1000, 1007, 1008, 1009].includes(code) || (code >= 4400 && code < 4500)) client.deactivate();
  },
});
client.activate();
