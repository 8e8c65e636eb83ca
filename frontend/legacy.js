// No modules and no build, as pages of 2014 have it. SockJS and Stomp are what the scripts before this one define.
(function () {
  "use strict";

  var LINES_MOST = 200;
  var stompClient = null;

  function byId(id) {
    return document.getElementById(id);
  }

  function setConnected(connected, words) {
    byId("connect").disabled = connected;
    byId("disconnect").disabled = !connected;
    byId("text").disabled = !connected;
    byId("send").disabled = !connected;
    byId("state").textContent = words;
  }

  function connect() {
    byId("connect").disabled = true;
    byId("state").textContent = "Connecting…";
    var refused = false;
    var socket = new SockJS("sockjs");
    stompClient = Stomp.over(socket);
    stompClient.connect({}, function (frame) {
      setConnected(true, "Connected as " + frame.headers["user-name"] + " over SockJS (" + socket.transport + ").");
      stompClient.subscribe("/topic/rooms.lobby", function (message) {
        showMessage(JSON.parse(message.body));
      });
      byId("text").focus();
    }, function (error) {
      if (refused) {
        return; // the close that follows an ERROR, which said why
      }
      refused = Boolean(error.headers);
      setConnected(false, "Not connected: " + (error.headers ? error.headers.message : error));
    });
  }

  function disconnect() {
    stompClient.disconnect(function () {
      setConnected(false, "Disconnected.");
      byId("connect").focus();
    });
  }

  function say(event) {
    event.preventDefault();
    var text = byId("text").value.trim();
    if (text === "") {
      return;
    }
    stompClient.send("/app/rooms.lobby.say", {}, JSON.stringify({ text: text }));
    byId("text").value = "";
  }

  function showMessage(message) {
    var messages = byId("messages");
    var line = document.createElement("li");
    var from = document.createElement("strong");
    from.textContent = message.from;
    line.appendChild(from);
    line.appendChild(document.createTextNode(" " + message.text));
    messages.appendChild(line);
    if (messages.childElementCount > LINES_MOST) {
      messages.removeChild(messages.firstElementChild);
    }
  }

  byId("connect").addEventListener("click", connect);
  byId("disconnect").addEventListener("click", disconnect);
  byId("say").addEventListener("submit", say);
})();
