package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recursion that hands on what keeps the next activation from making another call: a retry without a second one. */
class RefutedRecursionTest {

    /** How many further calls there are. */
    private static String bound(String members) {
        Site site = AgentSource.withMembers(members).recursion();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static String ask(String guarded) {
        return """
                String ask(String question, boolean again) {
                    String answer = model.chat(question);
                    GUARDED
                    return answer;
                }
                """.replace("GUARDED", guarded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (again) { return ask(question, false); }",
                "if (!again) { return ask(question, true); }",
                "if (answer.isEmpty() && again) { return ask(question + answer, false); }",
                "boolean retry = again && answer.isEmpty(); if (retry) { return ask(question, false); }",
                "if (!again) { return answer; } return ask(question, false);",
                "if (again == true) { return ask(question, false); }",
                "try { answer = model.chat(answer); } catch (RuntimeException e) {"
                        + " if (!again) { throw e; } return ask(question, false); }"
            })
    void theNextActivationIsTheLast(String guarded) {
        assertThat(bound(ask(guarded))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (again) { return ask(question, true); }",
                "if (again) { return ask(question, again); }",
                "if (again || answer.isEmpty()) { return ask(question, false); }",
                "if (answer.isEmpty()) { return ask(question, false); }",
                "if (again) { return ask(question, false); } if (answer.isEmpty()) { return ask(question, true); }",
                "again = answer.isEmpty(); if (again) { return ask(question, false); }"
            })
    void notWhereAnotherCallIsStillMade(String guarded) {
        assertThat(bound(ask(guarded))).isEqualTo("unbounded");
    }

    @Test
    void aCallbackTestsWhatItHasCaptured() {
        String members = """
                void ask(String question, boolean again) {
                    Consumer<Throwable> failed = error -> {
                        boolean retry = again && error.getMessage() != null;
                        if (retry) { ask(question, GIVEN); return; }
                        throw new IllegalStateException(error);
                    };
                    try { model.chat(question); } catch (RuntimeException e) { failed.accept(e); }
                }
                """;
        assertThat(bound(members.replace("GIVEN", "false"))).isEqualTo("1");
        assertThat(bound(members.replace("GIVEN", "again"))).isEqualTo("unbounded");
    }

    @Test
    void anotherMethodOnTheWayMayMakeTheCall() {
        String members = """
                String ask(String question, int mode) {
                    String answer = model.chat(question);
                    return mode == 0 ? later(answer) : answer;
                }
                String later(String answer) { return ask(answer, GIVEN); }
                """;
        assertThat(bound(members.replace("GIVEN", "1"))).isEqualTo("1");
        assertThat(bound(members.replace("GIVEN", "0"))).isEqualTo("unbounded");
    }

    @Test
    void aCallbackOfALibraryMayStartAllOverAgain() {
        String members = """
                void ask(String question, boolean again) {
                    CompletableFuture.supplyAsync(() -> model.chat(question)).thenAccept(answer -> {
                        if (answer.isEmpty() && !again) { ask(question, true); return; }
                        NEXT
                    });
                }
                void begin(String question) { ask(question, false); }
                """;
        assertThat(bound(members.replace("NEXT", "System.out.println(answer);")))
                .isEqualTo("1");
        assertThat(bound(members.replace("NEXT", "begin(answer);"))).isEqualTo("unbounded");
    }

    @Test
    void aCallbackThatIsMadeBehindTheTestNeedsNone() {
        String members = """
                void ask(String question, boolean again) {
                    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> model.chat(question));
                    if (again) { answer.thenAccept(text -> ask(text, GIVEN)); }
                }
                """;
        assertThat(bound(members.replace("GIVEN", "false"))).isEqualTo("1");
        assertThat(bound(members.replace("GIVEN", "true"))).isEqualTo("unbounded");
    }

    private static String find(String guarded) {
        return """
                record Query(String text, String filter, boolean wide) {}
                String find(Query query, int most) {
                    String answer = model.chat(query.text());
                    return answer.isEmpty() ? again(query, answer, most) : answer;
                }
                String again(Query query, String answer, int most) {
                    GUARDED
                    return answer;
                }
                """.replace("GUARDED", guarded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (query.filter() != null) { return find(new Query(query.text(), null, query.wide()), most); }",
                "if (query.filter != null && most > 1) { return find(new Query(answer, null, true), most); }",
                "if (query.wide()) { return answer; } Query wide = new Query(query.text(), query.filter(), true); return find(wide, most);"
            })
    void aPartOfTheObjectThatIsHandedOnMayKeepItFromGoingOn(String guarded) {
        assertThat(bound(find(guarded))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (query.filter() != null) { return find(new Query(query.text(), answer, true), most); }",
                "if (query.filter() != null) { return find(new Query(query.text(), query.filter(), true), most); }",
                "if (query.filter() == null) { return find(new Query(query.text(), null, true), most); }",
                "if (query.filter() != null || most > 1) { return find(new Query(query.text(), null, true), most); }",
                "if (query.filter() != null) { return find(query, most); }",
                "Query other = new Query(answer, answer, true); if (other.filter() != null) { return find(new Query(answer, null, true), most); }",
                "query = new Query(answer, answer, true); if (query.filter() != null) { return find(new Query(answer, null, true), most); }"
            })
    void notWhereThePartIsAnother(String guarded) {
        assertThat(bound(find(guarded))).isEqualTo("unbounded");
    }

    @Test
    void norWhereThePartMayBeSetLater() {
        assertThat(bound("""
                static class Query { String filter; Query(String filter) { this.filter = filter; } }
                void find(Query query) {
                    String answer = model.chat("find");
                    if (query.filter != null) {
                        Query next = new Query(null);
                        next.filter = answer;
                        find(next);
                    }
                }
                """)).isEqualTo("unbounded");
    }

    private static String search(String guarded) {
        return bound("""
                record Parts(List<String> parts, boolean valid) {}
                String search(String query, List<String> sources, String text, Parts found, String[] more) {
                    String answer = model.chat(query);
                    GUARDED
                    return answer;
                }
                """.replace("GUARDED", guarded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (sources.isEmpty()) { return search(answer, List.of(\"web\"), text, found, more); }",
                "if (sources == null) { return search(answer, List.of(\"web\", answer), text, found, more); }",
                "if (sources == null) { return search(answer, new ArrayList<>(), text, found, more); }",
                "if (text.isEmpty()) { return search(answer, sources, \"all\", found, more); }",
                "if (text == null || text.isEmpty()) { return search(answer, sources, \"all\", found, more); }",
                "if (found.parts().isEmpty()) {"
                        + " return search(answer, sources, text, new Parts(List.of(\"web\"), found.valid()), more); }",
                "if (found.parts() == null) {"
                        + " return search(answer, sources, text, new Parts(new ArrayList<>(), true), more); }"
            })
    void whatIsHandedOverForNothingIsSomething(String guarded) {
        assertThat(search(guarded)).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (sources.isEmpty()) { return search(answer, List.of(), text, found, more); }",
                "if (sources.isEmpty()) { return search(answer, new ArrayList<>(), text, found, more); }",
                "if (sources.isEmpty()) { return search(answer, Arrays.asList(more), text, found, more); }",
                "if (!sources.isEmpty()) { return search(answer, List.of(\"web\"), text, found, more); }",
                "if (sources.isEmpty() || answer.isEmpty()) { return search(answer, List.of(\"web\"), text, found, more); }",
                "sources = load(); if (sources.isEmpty()) { return search(answer, List.of(\"web\"), text, found, more); }",
                "if (text.isEmpty()) { return search(answer, sources, \"\", found, more); }",
                "if (found.parts().isEmpty()) { return search(answer, sources, text, new Parts(sources, true), more); }"
            })
    void orMayBeNothingAgain(String guarded) {
        assertThat(search(guarded)).isEqualTo("unbounded");
    }
}
