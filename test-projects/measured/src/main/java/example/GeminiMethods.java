package example;

import com.google.genai.Client;
import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Tool;
import java.lang.reflect.Method;

/** Google's own library, which calls methods by itself. */
public final class GeminiMethods {

    private final Client client;

    public GeminiMethods(String url) {
        this.client = Client.builder()
                .apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(url).build())
                .build();
    }

    /** The tool. */
    public static String find(String words) {
        return Shelf.lookUp();
    }

    public String answer(String question, int turns) throws NoSuchMethodException {
        Method find = GeminiMethods.class.getMethod("find", String.class);
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder().functions(find).build())
                .automaticFunctionCalling(AutomaticFunctionCallingConfig.builder()
                        .maximumRemoteCalls(turns)
                        .build())
                .build();
        return client.models.generateContent("gemini-2.5-pro", question, config).text();
    }
}
