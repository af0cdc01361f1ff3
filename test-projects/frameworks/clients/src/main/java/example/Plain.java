package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.retry.annotation.Retryable;
import org.springframework.retry.support.RetryTemplate;

/** JSON over HTTP by hand, and retries around it. */
public class Plain {

    private static final String URL = "https://api.openai.com/v1/chat/completions";

    private final HttpClient http = HttpClient.newHttpClient();
    private final OkHttpClient ok = new OkHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();

    private JsonNode post(ObjectNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL))
                .header("Authorization", "Bearer key")
                .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body)))
                .build();
        return mapper.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    public String untilDone(String question) throws IOException, InterruptedException { // calls: no limit
        ObjectNode body = mapper.createObjectNode().put("model", "gpt-4o-mini");
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "user").put("content", question);
        while (true) { // site: loop no limit, linear; unbounded-loop, unpruned-context
            JsonNode message = post(body).path("choices").path(0).path("message");
            messages.add(message);
            if (!message.has("tool_calls")) {
                return message.path("content").asText();
            }
        }
    }

    private String ask(String prompt) {
        Request request = new Request.Builder()
                .url(URL)
                .post(RequestBody.create(
                        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}",
                        MediaType.get("application/json")))
                .build();
        try (Response response = ok.newCall(request).execute()) {
            return response.body().string();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public String once(String prompt) { // calls: 1
        return ask(prompt);
    }

    public String resilience(String prompt) { // calls: 5
        Retry retry = Retry.of("model", RetryConfig.custom().maxAttempts(4).build());
        return Retry.decorateSupplier(retry, () -> ask(prompt)).get(); // site: retry 4, none
    }

    public String failsafe(String prompt) { // calls: 3
        RetryPolicy<String> policy = RetryPolicy.<String>builder().withMaxRetries(2).build();
        return Failsafe.with(policy).get(() -> ask(prompt)); // site: retry 3, none
    }

    public String spring(String prompt) { // calls: 5
        RetryTemplate template = RetryTemplate.builder().maxAttempts(5).build();
        return template.execute(context -> ask(prompt)); // site: retry 5, none
    }

    @Retryable(maxAttempts = 6)
    public String annotated(String prompt) { // calls: 6 // site: retry 6, none
        return ask(prompt);
    }

    @Retryable
    public String annotatedByDefault(String prompt) { // calls: 3 // site: retry 3, none
        return ask(prompt);
    }
}
