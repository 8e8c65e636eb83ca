TOKEN='{{token}}'
SESSION='{{url}}sockjs/000/'$(date +%s)-$$
post() { curl -sS --fail -X POST "$@" -H "Authorization: Bearer $TOKEN"; }
send() { post "$SESSION/xhr_send" -H 'Content-Type: application/json' -d "$1"; }

post "$SESSION/xhr"
send '["CONNECT\naccept-version:1.2\n\n\u0000"]'
send '["SUBSCRIBE\nid:1\ndestination:/topic/rooms.{{room}}\n\n\u0000"]'
send '["SEND\ndestination:/app/rooms.{{room}}.say\n\n{\"text\":\"Hello from curl\"}\u0000"]'
while FRAME=$(post "$SESSION/xhr"); do
  echo "$FRAME"
  case $FRAME in c*) break ;; esac
done
