package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request sends of texts that are handed on, put together and taken out of data: nothing of it is free. */
class SentTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a text that is handed to a helper
            void answer() { ask("one two three four"); } void ask(String q) { model.chat(q); } | 5
            void answer() { ask(read()); } void ask(String q) { model.chat(q); } | messageTokens
            void answer() { ask("one two three four"); } void ask(String q) { model.chat("Please: " + q); } | 7
            void answer(String q) { ask(q); } void ask(String q) { model.chat(q); } | userTurnTokens
            # words round a question
            void answer(String q) { model.chat("Please: " + q); } | userTurnTokens + 2
            void answer(String q) { model.chat(String.format("Please: %s", q)); } | userTurnTokens + 3
            void answer(String q) { model.chat(List.of(SystemMessage.from("Please"), UserMessage.from(q))); } | userTurnTokens + 2
            void answer(String q) { UserMessage m = UserMessage.from("Please: " + q); model.chat(m); } | userTurnTokens + 2
            void answer(String q) { model.chat(prompt(q)); } String prompt(String q) { return "Please: " + q; } | userTurnTokens + 2
            # a text in a field
            private String system; void answer() { model.chat(system); } | messageTokens
            private final String system = "one two three four"; void answer(String q) { model.chat(system + q); } | userTurnTokens + 5
            record Q(String text) {} void answer(Q q) { model.chat(q.text()); } | messageTokens
            # an element of data, and all of it
            void answer(List<String> ds) { for (String d : ds) { model.chat("Please: " + d); } } | messageTokens * [size of ds] + 2 * [size of ds]
            void answer(List<String> ds) { for (String d : ds) { ask(d); } } void ask(String q) { model.chat(q); } | messageTokens * [size of ds]
            void answer(List<String> ds) { ds.forEach(d -> model.chat(d)); } | messageTokens * [size of ds]
            void answer(Map<String, String> m) { for (String k : m.keySet()) { model.chat(m.get(k)); } } | messageTokens * [size of m]
            void answer(List<String> ds) { model.chat(String.join("; ", ds)); } | messageTokens * [size of ds] + 1
            """)
    void isPaidFor(String members, String tokens) {
        String sent = AgentSource.withMembers(members)
                .entry("answer")
                .cost()
                .get(Dimension.INPUT_TOKENS)
                .toString();
        // what a context holds before is another matter
        assertThat(sent.replaceAll("initialContextTokens( \\* \\[size of \\w+])? \\+ ", ""))
                .isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enum Kind { USER } record M(Kind kind, String text) {} void answer(String q) { model.chat(new M(Kind.USER, q).toString()); } | userTurnTokens + 1
            enum Kind { USER } void answer(String q) { model.chat(Kind.USER + q); } | userTurnTokens + 1
            void answer(String q) { model.chat(String.format(Locale.ROOT, "Please: %s", q)); } | userTurnTokens + 4
            void answer(String q) { model.chat(new String(read(), java.nio.charset.StandardCharsets.UTF_8)); } | messageTokens + 2
            # a library's constant may be a text, but not a conversation
            void answer(String q) { model.chat(org.some.Prompts.SYSTEM + q); } | messageTokens + userTurnTokens
            # what something is added to is none
            static final List<String> ALL = new ArrayList<>(); void answer(String q) { ALL.add(q); model.chat(ALL.toString()); } | initialContextTokens + 2 * messageTokens
            """)
    void aConstantIsNoConversation(String members, String tokens) {
        assertThat(AgentSource.withMembers(members)
                        .entry("answer")
                        .cost()
                        .get(Dimension.INPUT_TOKENS)
                        .toString())
                .isEqualTo(tokens);
    }
}
