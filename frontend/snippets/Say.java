import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

public class Say implements WebSocket.Listener {
  static final String TOKEN = "{{token}}";

  final CompletableFuture<String> closed = new CompletableFuture<>();

  public static void main(String[] args) {
    Say say = new Say();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("v12.stomp")
            .buildAsync(URI.create("{{ws}}"), say)
            .join();
    send(socket, "CONNECT\naccept-version:1.2\nAuthorization:Bearer " + TOKEN + "\n\n");
    send(socket, "SUBSCRIBE\nid:1\ndestination:/topic/rooms.{{room}}\n\n");
    send(socket, "SEND\ndestination:/app/rooms.{{room}}.say\n\n{\"text\":\"Hello from Java\"}");
    System.out.println("Closed: " + say.closed.join());
  }

  static void send(WebSocket socket, String frame) {
    socket.sendText(frame + "\0", true).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
    System.out.print(text.toString().replace("\0", "\n\n"));
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    closed.completeExceptionally(failure);
  }
}
