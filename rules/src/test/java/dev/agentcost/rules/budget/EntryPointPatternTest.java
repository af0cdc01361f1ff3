package dev.agentcost.rules.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.Agents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPointPatternTest {

    private static final EntryPoint CHAT = Agents.entryPoint(
            "com.acme.shop.ChatAgent", "chat", CostVector.ZERO, "org.springframework.web.bind.annotation.PostMapping");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.shop.ChatAgent#chat",
                "com.acme.shop.ChatAgent",
                "com.acme.shop.ChatAgent#*",
                "com.acme.shop.*#chat",
                "com.acme..*#chat",
                "com.acme..*",
                "com..ChatAgent",
                "com.acme.shop..ChatAgent",
                "..ChatAgent",
                "..shop.*",
                "ChatAgent",
                "ChatAgent#chat",
                "*Agent#ch*",
                "#chat",
                "*",
                "@PostMapping",
                "@org.springframework.web.bind.annotation.PostMapping",
                "@org.springframework..*Mapping",
            })
    void matches(String pattern) {
        assertThat(EntryPointPattern.parse(pattern).matches(CHAT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.shop.ChatAgent#chats",
                "com.acme.ChatAgent",
                "com.acme.*",
                "com.acme.shop.chatagent",
                "Agent",
                "acme..*",
                "#send",
                "@Tool",
                "@com.acme.PostMapping",
                "com.acme.shop.ChatAgent.chat",
            })
    void doesNotMatch(String pattern) {
        assertThat(EntryPointPattern.parse(pattern).matches(CHAT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com acme", "a#b#c", "@Tool#run", "com...acme", "com.acme.Agent#chat(String)"})
    void isNoPattern(String text) {
        assertThatThrownBy(() -> EntryPointPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + text + "' is not a pattern of entry points; write com.acme.Agent#chat, com.acme..*Agent,"
                                + " Agent#* or @Annotation");
    }

    @Test
    void theMoreItNamesTheMoreSpecificItIs() {
        List<String> sorted = List.of(
                "*",
                "com..*",
                "com.acme..*",
                "#chat",
                "@PostMapping",
                "com.acme..*#chat",
                "com.acme.shop.ChatAgent",
                "com.acme.shop.ChatAgent#ch*",
                "com.acme.shop.ChatAgent#chat");
        List<EntryPointPattern> shuffled =
                new ArrayList<>(sorted.stream().map(EntryPointPattern::parse).toList());
        Collections.reverse(shuffled);

        shuffled.sort(EntryPointPattern.BY_SPECIFICITY);

        assertThat(shuffled).extracting(EntryPointPattern::toString).containsExactlyElementsOf(sorted);
    }
}
