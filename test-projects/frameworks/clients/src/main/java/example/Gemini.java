package example;

import com.google.cloud.vertexai.VertexAI;
import com.google.cloud.vertexai.generativeai.ChatSession;
import com.google.cloud.vertexai.generativeai.GenerativeModel;
import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.Tool;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;

/** google-genai with automatic function calling; Vertex AI. */
public final class Gemini {

    public static String weather(String city) {
        return "fine in " + city;
    }

    private final Client client = new Client();

    private static Tool tool() throws NoSuchMethodException {
        Method method = Gemini.class.getMethod("weather", String.class);
        return Tool.builder().functions(method).build();
    }

    public String byDefault(String question) throws NoSuchMethodException { // calls: 10
        GenerateContentConfig config = GenerateContentConfig.builder().tools(tool()).build();
        return client.models.generateContent("gemini-2.5-flash", question, config).text(); // site: framework-loop 10, linear; unpruned-context
    }

    public String limited(String question) throws NoSuchMethodException { // calls: 3
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(tool())
                .automaticFunctionCalling(
                        AutomaticFunctionCallingConfig.builder().maximumRemoteCalls(3).build())
                .build();
        return client.models.generateContent("gemini-2.5-flash", question, config).text(); // site: framework-loop 3, linear
    }

    public String plain(String question) { // calls: 1
        return client.models.generateContent("gemini-2.5-flash", question, null).text();
    }

    public void chat(List<String> questions) { // calls: size of questions
        Chat chat = client.chats.create("gemini-2.5-flash");
        for (String question : questions) { // site: loop size of questions, linear; unpruned-context
            chat.sendMessage(question);
        }
    }

    public void vertex(VertexAI vertex) throws IOException { // calls: 7
        ChatSession session = new GenerativeModel("gemini-1.5-pro", vertex).startChat();
        for (int i = 0; i < 7; i++) { // site: loop 7, linear; unpruned-context
            session.sendMessage("Go on");
        }
    }
}
