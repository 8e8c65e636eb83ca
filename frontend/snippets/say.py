import json
import websocket

TOKEN = "{{token}}"

room = websocket.create_connection("{{ws}}", subprotocols=["v12.stomp"])
room.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + TOKEN + "\n\n\0")
room.send("SUBSCRIBE\nid:1\ndestination:/topic/rooms.{{room}}\n\n\0")
text = json.dumps({"text": "Hello from Python"})
room.send("SEND\ndestination:/app/rooms.{{room}}.say\n\n" + text + "\0")
while frame := room.recv():
    print(frame.replace("\0", "\n"))
