package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each agent of the module asks as often as the plugin said before: the limit that its library has by default, or that the
 * agent sets, with the library's own way to count.
 */
class DefaultCapsTest {

    /** The entry points of the report: classes with an address and methods without parameters. */
    static List<Arguments> agents() throws IOException {
        List<Arguments> agents = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper()
                .readTree(Path.of("target", "agentcost", "agentcost.json").toFile())
                .path("entryPoints")) {
            agents.add(Arguments.of(
                    entry.path("method").asText(), entry.path("cost").path("modelCalls").path("value").asInt(-1)));
        }
        assertThat(agents).isNotEmpty();
        return agents;
    }

    @ParameterizedTest
    @MethodSource("agents")
    void asksAsOftenAsTheBoundSays(String method, int bound) throws Exception {
        String[] typeAndName = method.split("#");
        Class<?> type = Class.forName("example." + typeAndName[0]);
        try (ModelServer server = new ModelServer()) {
            Object agent = type.getConstructor(String.class).newInstance(server.url());
            AtomicReference<String> end = new AtomicReference<>("an answer");
            // Some libraries ask again from inside the last answer: hundreds of times need a deep stack.
            Thread run = new Thread(null, () -> end.set(run(type, typeAndName[1], agent)), method, 1L << 30);
            run.start();
            run.join();
            System.out.println("| " + method + " | " + bound + " | " + server.requests() + " | " + end);
            assertThat(server.requests()).as("requests of %s, which ended with %s", method, end).isEqualTo(bound);
        }
    }

    /** How it ended, in one line. */
    private static String run(Class<?> type, String method, Object agent) {
        try {
            type.getMethod(method).invoke(agent);
            return "an answer";
        } catch (InvocationTargetException gaveUp) {
            return gaveUp.getCause().toString().lines().findFirst().orElse("");
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
