package example;

import com.google.genai.Client;
import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Tool;

/** google-genai calls methods itself: ten requests. */
public final class Methods {

    private final Client client;

    public Methods(String url) {
        this.client = Client.builder()
                .apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(url).build())
                .build();
    }

    public static String find(String words) {
        return "a document";
    }

    private static Tool tool() throws NoSuchMethodException {
        return Tool.builder().functions(Methods.class.getMethod("find", String.class)).build();
    }

    public String byDefault() throws NoSuchMethodException {
        GenerateContentConfig config = GenerateContentConfig.builder().tools(tool()).build();
        return client.models.generateContent("gemini-2.5-flash", "a", config).text();
    }

    public String limited() throws NoSuchMethodException {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(tool())
                .automaticFunctionCalling(
                        AutomaticFunctionCallingConfig.builder().maximumRemoteCalls(3).build())
                .build();
        return client.models.generateContent("gemini-2.5-flash", "a", config).text();
    }
}
