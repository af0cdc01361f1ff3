package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** No library at all: JSON over HTTP. */
public final class HttpLoop {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    public HttpLoop(String url) {
        this.url = url;
    }

    public String answer(String question, int turns) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", "gpt-5.4");
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "user").put("content", question);
        String text = "";
        for (int turn = 0; turn < turns; turn++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body()).path("choices").path(0).path("message");
            text = answer.path("content").asText();
            if (text.startsWith("done")) {
                return text;
            }
            messages.addObject().put("role", "assistant").put("content", text);
            messages.addObject().put("role", "user").put("content", "Go on.");
        }
        return text;
    }
}
