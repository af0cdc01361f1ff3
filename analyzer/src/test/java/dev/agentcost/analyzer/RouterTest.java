package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that hand a call on to one of several others, and are of the same type as those. */
class RouterTest {

    private static boolean comesBackToItself(String fields, String construction, String choice) {
        return AgentSource.of(
                        """
                        import dev.langchain4j.model.chat.ChatModel;
                        import java.util.HashMap;
                        import java.util.List;
                        import java.util.Map;
                        interface Handler { String handle(String task); }
                        class Plain implements Handler {
                            public String handle(String task) { return task; }
                        }
                        class Asking implements Handler {
                            private final ChatModel model;
                            private final Plain plain;
                            Asking(ChatModel model, Plain plain) { this.model = model; this.plain = plain; }
                            public String handle(String task) {
                                return task.isEmpty() ? plain.handle(task) : model.chat(task);
                            }
                        }
                        class Router implements Handler {
                            FIELDS
                            private final Map<String, Handler> handlers = new HashMap<>();
                            Router(ChatModel model, Plain plain, Handler any, List<Handler> all) { CONSTRUCTION }
                            public String handle(String task) {
                                Handler handler = CHOICE;
                                return handler.handle(task);
                            }
                        }
                        """.replace("FIELDS", fields)
                                .replace("CONSTRUCTION", construction)
                                .replace("CHOICE", choice),
                        false)
                .analysis()
                .sites()
                .stream()
                .anyMatch(site -> site.kind() == SiteKind.RECURSION);
    }

    @Test
    void whatItMadeItselfIsNotItself() {
        assertThat(comesBackToItself(
                        "",
                        "handlers.put(\"ask\", new Asking(model, plain)); handlers.put(\"plain\", new Plain());",
                        "handlers.get(task)"))
                .isFalse();
    }

    @Test
    void whatIsDeclaredAsAnotherTypeIsNotItself() {
        assertThat(comesBackToItself(
                        "private final Plain plain;",
                        "this.plain = plain; handlers.put(\"ask\", new Asking(model, plain));",
                        "handlers.getOrDefault(task, plain)"))
                .isFalse();
        assertThat(comesBackToItself(
                        "private final Plain plain; private final Asking asking;",
                        "this.plain = plain; this.asking = new Asking(model, plain);",
                        "task.isEmpty() ? plain : asking"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "handlers.put(\"any\", any); handlers.put(\"ask\", new Asking(model, plain));",
                "all.forEach(one -> handlers.put(one.toString(), one)); handlers.put(\"ask\", new Asking(model, plain));",
                "handlers.put(\"self\", this); handlers.put(\"ask\", new Asking(model, plain));",
            })
    void whatMayBeOfAnyTypeMayBeItself(String construction) {
        assertThat(comesBackToItself("", construction, "handlers.get(task)")).isTrue();
    }
}
