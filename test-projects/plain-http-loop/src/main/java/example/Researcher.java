package example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Lets the model think aloud until it says that it is done. */
public final class Researcher {

    private static final URI ENDPOINT = URI.create("https://api.openai.com/v1/chat/completions");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key;

    public Researcher(String key) {
        this.key = key;
    }

    public String research(String question) throws IOException, InterruptedException {
        StringBuilder conversation = new StringBuilder();
        conversation.append(question);
        String answer = "";
        while (!answer.contains("FINAL ANSWER")) {
            answer = ask(conversation.toString());
            conversation.append("\\n").append(answer);
        }
        return answer;
    }

    private String ask(String prompt) throws IOException, InterruptedException {
        String body = "{\"model\":\"gpt-4.1-mini\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt.replace("\"", "'") + "\"}]}";
        HttpRequest request = HttpRequest.newBuilder(ENDPOINT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
