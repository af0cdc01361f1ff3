package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interfaces that a library implements by HTTP requests: a call of which of their methods is a request to a model. */
class DeclaredRequestTest {

    private static boolean reachesModel(String annotations, String method) {
        String source = """
                import java.util.List;
                import org.springframework.cloud.openfeign.FeignClient;
                import org.springframework.web.bind.annotation.*;
                import org.springframework.web.service.annotation.PostExchange;
                import retrofit2.Call;
                import retrofit2.http.*;

                class Ask { String model; List<String> messages; }
                class Order { String customer; }

                ANNOTATIONS
                interface Api {
                    METHOD
                }

                class Agent {
                    Api api;

                    void run(List<Ask> all, Order order) {
                        for (Ask ask : all) { // HERE
                            api.send(CALL);
                        }
                    }
                }
                """.replace("ANNOTATIONS", annotations)
                .replace("METHOD", method)
                .replace("CALL", method.contains("Order") ? "order" : "ask");
        return AgentSource.of(source, true).site().reachesModel();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@POST(\"chat/completions\") Call<String> send(@Body Ask ask);",
                "@POST(\"v1/messages\") Call<String> send(@Body Ask ask);",
                "@POST(\"https://api.openai.com/v1/images\") Call<String> send(@Body Order order);",
                "@POST(\"answer\") Call<String> send(@Body Ask ask);",
                "@PostExchange(\"/v1/chat/completions\") String send(@RequestBody Ask ask);",
                "@io.github.sashirestela.cleverclient.annotation.POST String send(@Body Ask ask);"
            })
    void theAddressOrTheBodyTellsARequestToAModel(String method) {
        assertThat(reachesModel("", method)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@POST(\"v1/messages\") Call<String> send(@Body Order order);",
                "@POST(\"https://shop.example/orders\") Call<String> send(@Body Ask ask);",
                "@POST(\"chat/completions\") Call<String> send(@Query(\"of\") Ask ask);",
                "@GET(\"models\") Call<String> send(@Query(\"of\") Ask ask);",
                "@PostMapping(\"/v1/chat/completions\") String send(@RequestBody Ask ask);"
            })
    void othersAreNone(String method) {
        assertThat(reachesModel("", method)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "${llm.path}"})
    void anAnnotationOfTheInterfaceHoldsForItsMethods(String path) {
        assertThat(reachesModel(
                        "@FeignClient(name = \"llm\", url = \"${llm.url}\")",
                        "@PostMapping(\"" + path + "\") String send(@RequestBody Ask ask);"))
                .isTrue();
    }

    /** Whether a loop that calls an interface of JAX-RS reaches a model, where other code of the project stands beside it. */
    private static boolean reachesModel(String beside) {
        String source = """
                import jakarta.ws.rs.*;
                import java.util.List;

                class Ask { String model; List<String> messages; }

                @Path("/v1/chat/completions")
                interface Api {
                    @POST
                    String send(Ask ask, @HeaderParam("Authorization") String key);
                }

                class Agent {
                    Api api = RestClientBuilder.newBuilder().build(Api.class);

                    void run(List<Ask> all) {
                        for (Ask ask : all) { // HERE
                            api.send(ask, "key");
                        }
                    }
                }
                """ + beside;
        return AgentSource.of(source, true).site().reachesModel();
    }

    @Test
    void anInterfaceThatServersAndClientsDeclareAlikeIsAClientsWhereNothingImplementsIt() {
        assertThat(reachesModel("")).isTrue();
        assertThat(reachesModel(
                        "class Server implements Api { public String send(Ask ask, String key) { return key; } }"))
                .isFalse();
    }
}
