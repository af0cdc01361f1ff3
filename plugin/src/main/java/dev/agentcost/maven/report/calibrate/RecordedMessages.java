package dev.agentcost.maven.report.calibrate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a request as spans record them: an array of objects with a role, and with a text in {@code content} itself or in
 * {@code parts}. What is no such array holds none.
 */
final class RecordedMessages {

    private static final JsonFactory FACTORY = new JsonFactory();

    private RecordedMessages() {}

    /** The texts of the messages that a person or a program sent, and not the model or a tool. */
    static List<String> ofUser(String recorded) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(recorded)) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readMessage(json, texts);
                }
            }
        } catch (IOException cutOff) {
            // recorders cut long attributes: what stands before the cut was said all the same
            return texts;
        }
        return texts;
    }

    private static void readMessage(JsonParser json, List<String> texts) throws IOException {
        String role = "";
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                if (depth == 1 && "role".equals(json.currentName())) {
                    role = json.getText();
                } else if ("content".equals(json.currentName()) || "text".equals(json.currentName())) {
                    text.append(json.getText());
                }
            }
        }
        if (role.equals("user")) {
            texts.add(text.toString());
        }
    }
}
