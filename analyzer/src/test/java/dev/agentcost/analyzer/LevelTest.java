package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that each turn of an outer loop makes anew and puts in the place of the one before. */
class LevelTest {

    private static Site site(String body) {
        return AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.*;
                import java.util.function.Supplier;
                class Agent {
                    ChatModel model;
                    String ask(String text, List<String> others) { return model.chat(text + others); }
                    List<String> best(List<String> all, int most) { return all.stream().sorted().limit(most).toList(); }
                    void run(List<String> level, String task) {
                        %s
                    }
                }
                """.formatted(body), false).site();
    }

    private static String turns(String body) {
        Site site = site(body);
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static String growth(String body) {
        return site(body).context().growth().toString();
    }

    private static String reduced(String test, String start, String step, String inside, String behind) {
        return turns("""
                while (TEST) { // HERE
                    List<String> next = new ArrayList<>();
                    for (int i = START; i < level.size(); i += STEP) {
                        next.add(model.chat(level.subList(i, Math.min(i + STEP, level.size())).toString()));
                        INSIDE
                    }
                    BEHIND
                }
                """.replace("TEST", test)
                .replace("START", start)
                .replace("STEP", step)
                .replace("INSIDE", inside)
                .replace("BEHIND", behind));
    }

    @Test
    void oneElementForEachGroupLeavesHalfAtMost() {
        assertThat(reduced("level.size() > 1", "0", "4", "", "level = next;")).isEqualTo("log2([size of level])");
        assertThat(reduced("level.size() >= 2", "0", "2", "", "level = next;")).isEqualTo("log2([size of level])");
        assertThat(reduced("level.size() > 10", "1", "2", "", "level = next;")).isEqualTo("log2([size of level])");
    }

    @Test
    void otherwiseNothingEndsTheLevels() {
        assertThat(reduced("level.size() > 1", "0", "1", "", "level = next;")).isEqualTo("unbounded");
        assertThat(reduced("level.size() > 0", "0", "4", "", "level = next;")).isEqualTo("unbounded");
        assertThat(reduced("!level.isEmpty()", "0", "4", "", "level = next;")).isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "-9", "4", "", "level = next;")).isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "0", "4", "next.add(task);", "level = next;"))
                .isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "0", "4", "if (i > 9) { next.add(task); break; }", "level = next;"))
                .isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "0", "4", "", "next.add(task); level = next;"))
                .isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "0", "4", "", "level = next; level.add(task);"))
                .isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "0", "4", "", "level.forEach(x -> next.add(x)); level = next;"))
                .isEqualTo("unbounded");
        assertThat(reduced("level.size() > 1", "0", "4", "", "if (next.contains(task)) { level = next; }"))
                .isEqualTo("unbounded");
    }

    private static String wave(String before, String added, String behind) {
        return """
                for (int depth = 0; depth < 9; depth++) {
                    List<String> next = new ArrayList<>();
                    BEFORE
                    for (String part : level) { // HERE
                        ADDED
                    }
                    BEHIND
                }
                """.replace("BEFORE", before).replace("ADDED", added).replace("BEHIND", behind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next.add(model.chat(part));",
                "next.addAll(Arrays.asList(model.chat(part).split(\"x\")));",
                "for (String one : model.chat(part).split(\"x\")) { next.add(one); }",
            })
    void whatIsPutIntoTheNextLevelIsNotSentInThisOne(String added) {
        assertThat(growth(wave("", added, "level = next;"))).isEqualTo("NONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next.add(model.chat(part + next));",
                "next.add(ask(part, next));",
                "next.add(part + model.chat(part));",
                "next.add(model.chat(part + all.get()));",
            })
    void whatSeesTheNextLevelGrowsWithIt(String added) {
        assertThat(growth(wave("Supplier<String> all = () -> String.join(task, next);", added, "level = next;")))
                .isEqualTo("LINEAR");
        assertThat(growth(wave(
                        "List<List<String>> all = new ArrayList<>(); all.add(next);",
                        "next.add(model.chat(part + all));",
                        "level = next;")))
                .isEqualTo("LINEAR");
        assertThat(growth(wave("level = next;", "next.add(model.chat(task + level));", "")))
                .isEqualTo("LINEAR");
    }

    @Test
    void aLevelIsAsLongAsItWasWhereALoopOverItBegins() {
        assertThat(turns("""
                while (!level.isEmpty()) {
                    List<String> next = new ArrayList<>();
                    for (int i = 0; i < level.size(); i++) { // HERE
                        next.add(model.chat(level.get(i)));
                    }
                    level = next;
                }
                """)).isEqualTo("[size of level]");
        assertThat(turns("""
                while (!level.isEmpty()) {
                    List<String> next = new ArrayList<>();
                    level = next;
                    for (int i = 0; i < level.size(); i++) { // HERE
                        next.add(model.chat(level.get(i)));
                    }
                }
                """)).isEqualTo("unbounded");
    }

    @Test
    void aConversationThatIsMadeBeforeTheLoopGrowsWithWhatIsSaidInIt() {
        Site site = AgentSource.of("""
                import com.google.adk.agents.BaseAgent;
                import com.google.adk.events.Event;
                import com.google.adk.runner.InMemoryRunner;
                import com.google.genai.types.*;
                import io.reactivex.rxjava3.core.Flowable;
                import java.util.Scanner;
                class Agent {
                    void run(BaseAgent root, String user, String session) {
                        InMemoryRunner runner = new InMemoryRunner(root, "app");
                        Scanner scanner = new Scanner(System.in);
                        while (true) { // HERE
                            String line = scanner.nextLine();
                            if (line.isEmpty()) { break; }
                            Flowable<Event> events =
                                    runner.runAsync(user, session, Content.fromParts(Part.fromText(line)));
                            events.blockingForEach(event -> System.out.println(event));
                        }
                    }
                }
                """, false).site();

        assertThat(site.context().growth().toString()).isEqualTo("LINEAR");
    }

    private static String lengthened(String turn) {
        return growth("""
                List<String> paths = new ArrayList<>(level);
                for (int depth = 0; depth < 6; depth++) { // HERE
                    List<String> next = new ArrayList<>();
                    TURN
                }
                """.replace("TURN", turn));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (String path : paths) { String more = model.chat(path); next.add(path + more); } Collections.sort(next);"
                        + " paths = next.subList(0, Math.min(3, next.size()));",
                "for (String path : paths) { next.add(path + model.chat(\"go on: \" + path)); }"
                        + " paths = next.stream().sorted().limit(3).toList();",
                "for (int i = 0; i < paths.size(); i++) { next.add(paths.get(i) + model.chat(paths.get(i))); } paths = best(next, 3);",
                "paths = paths.stream().map(path -> path + model.chat(path)).sorted().limit(3).toList();"
            })
    void whatEachPathGetsMakesItLongerHoweverFewAreKept(String turn) {
        assertThat(lengthened(turn)).isEqualTo("LINEAR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (String path : paths) { next.add(model.chat(path)); } paths = next.subList(0, Math.min(3, next.size()));",
                "for (String path : paths) { next.add(\"try: \" + model.chat(path)); } paths = next;",
                "for (String path : paths) { next.add(task + model.chat(path)); } paths = next;",
                "for (String path : paths) { next.add(path + model.chat(task)); } paths = next;",
                "for (String path : paths) { String more = path + model.chat(path); next.add(more.substring(more.length() - 100)); }"
                        + " paths = next;",
                "paths = paths.stream().map(path -> model.chat(path)).sorted().limit(3).toList();"
            })
    void aPathThatIsMadeAnewOrNotSentStaysAsItIs(String turn) {
        assertThat(lengthened(turn)).isEqualTo("NONE");
    }
}
