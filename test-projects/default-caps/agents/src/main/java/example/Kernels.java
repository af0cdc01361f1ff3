package example;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.HttpClient;
import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.ToolCallBehavior;
import com.microsoft.semantickernel.plugin.KernelPluginFactory;
import com.microsoft.semantickernel.semanticfunctions.annotations.DefineKernelFunction;
import com.microsoft.semantickernel.semanticfunctions.annotations.KernelFunctionParameter;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;

/** Semantic Kernel: five rounds of functions, and the answer that still asks for one. */
public final class Kernels {

    public static final class Shelf {
        @DefineKernelFunction(name = "find", description = "Finds a document", returnType = "java.lang.String")
        public String find(@KernelFunctionParameter(name = "words", description = "words of it") String words) {
            return "a document";
        }
    }

    private final ChatCompletionService service;
    private final Kernel kernel;

    public Kernels(String url) {
        HttpClient http = HttpClient.createDefault();
        OpenAIAsyncClient client = new OpenAIClientBuilder()
                .endpoint("https://model.invalid")
                .credential(new AzureKeyCredential("none"))
                // Keys are sent over HTTPS only; what is sent goes to the address all the same.
                .httpClient(request -> http.send(
                        request.setUrl(url + request.getUrl().getPath())))
                .buildAsyncClient();
        this.service = OpenAIChatCompletion.builder().withModelId("m").withOpenAIAsyncClient(client).build();
        this.kernel = Kernel.builder()
                .withAIService(ChatCompletionService.class, service)
                .withPlugin(KernelPluginFactory.createFromObject(new Shelf(), "shelf"))
                .build();
    }

    public String byDefault() {
        InvocationContext context = InvocationContext.builder()
                .withToolCallBehavior(ToolCallBehavior.allowAllKernelFunctions(true))
                .build();
        return service.getChatMessageContentsAsync("a", kernel, context).block().get(0).getContent();
    }

    public String notAutomatic() {
        InvocationContext context = InvocationContext.builder()
                .withToolCallBehavior(ToolCallBehavior.allowAllKernelFunctions(false))
                .build();
        return service.getChatMessageContentsAsync("a", kernel, context).block().get(0).getContent();
    }
}
