package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.rules.Result;
import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a code base with a baseline, on a history of its own: fifteen agents, each with a loop without limit and a context that
 * nothing prunes. Each test is a change on top of the commit that adopts the baseline.
 */
class RatchetScenarioTest {

    private static final int AGENTS = 15;

    private static final String SOURCES = "src/main/java/";

    private static final String AGENT = """
            package shop;

            import dev.langchain4j.data.message.AiMessage;
            import dev.langchain4j.data.message.ChatMessage;
            import dev.langchain4j.data.message.UserMessage;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.ArrayList;
            import java.util.List;

            class %1$s {
                private final ChatModel model;

                %1$s(ChatModel model) {
                    this.model = model;
                }

                String answer(String question) {
                    List<ChatMessage> messages = new ArrayList<>();
                    messages.add(UserMessage.from(question));
                    while (true) {
                        AiMessage reply = model.chat(messages).aiMessage();
                        messages.add(reply);
                        if (!reply.hasToolExecutionRequests()) {
                            return reply.text();
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private Git git;

    @BeforeEach
    void adopt() throws Exception {
        git = Git.init().setDirectory(folder.toFile()).call();
        for (int i = 1; i <= AGENTS; i++) {
            write(SOURCES + "shop/Agent" + i + ".java", AGENT.formatted("Agent" + i));
        }
        commit("Fifteen agents");
        assertThat(check().failing()).hasSize(2 * AGENTS);

        new BaselineFile(scope(), settings()).write(report(Optional.empty()).baseline());
        commit("Adopt agentcost with what is there");
        log.lines().clear();
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void adoptedWithThirtyFindingsTheBuildIsGreen() throws Exception {
        Result result = check();

        assertThat(result.findings()).hasSize(30);
        assertThat(Gate.failure(result, "agentcost:baseline")).isEmpty();
        assertThat(log.lines())
                .noneMatch(line -> line.startsWith("[ERROR]"))
                .contains("[INFO] agentcost: 30 findings are known from the baseline");
    }

    @Test
    void theBaselineIsTheSameWhenItIsWrittenAgain() throws Exception {
        String before = read("agentcost-baseline.txt");

        new BaselineFile(scope(), settings()).write(report(Optional.empty()).baseline());

        assertThat(read("agentcost-baseline.txt")).isEqualTo(before);
        assertThat(git.status().call().isClean()).isTrue();
    }

    @Test
    void aChangeThatAddsALoopFailsWithThatFindingAlone() throws Exception {
        replace("shop/Agent7.java", "        List<ChatMessage> messages = new ArrayList<>();\n", """
                        while (model.chat(question).startsWith("I do not know")) {
                            System.out.println("once more");
                        }
                        List<ChatMessage> messages = new ArrayList<>();
                """);
        commit("Ask until it knows");

        Result result = check();

        assertThat(result.failing()).extracting(Finding::rule).containsExactly("unbounded-loop");
        Finding finding = result.failing().get(0);
        assertThat(finding.location().file()).isEqualTo(SOURCES + "shop/Agent7.java");
        assertThat(read(SOURCES + "shop/Agent7.java")
                        .lines()
                        .toList()
                        .get(finding.location().line() - 1))
                .contains("I do not know");
        assertThat(Gate.failure(result, "agentcost:baseline"))
                .hasValueSatisfying(message -> assertThat(message).startsWith("agentcost: 1 new finding, at "));
        assertThat(log.lines()).filteredOn(line -> line.startsWith("[ERROR]")).hasSize(1);
    }

    @Test
    void aLoopOverDataThatIsNoFindingByItselfIsACostRegression() throws Exception {
        write(SOURCES + "shop/Digest.java", digest("return model.chat(String.join(\", \", texts));"));
        commit("A digest");
        new BaselineFile(scope(), settings()).write(report(Optional.empty()).baseline());
        commit("Know its cost");
        write(SOURCES + "shop/Digest.java", digest("""
                String all = "";
                        for (String text : texts) {
                            all = model.chat(text);
                        }
                        return all;"""));
        commit("One request for each text");

        Result result = check();

        assertThat(result.failing()).extracting(Finding::rule).containsExactly("cost-regression");
        assertThat(result.failing().get(0).message())
                .startsWith(
                        "one call of Digest#digest may cost more than in the baseline: model calls from O(1), 1 to O(n), ");
    }

    @Test
    void aChangeThatPrunesAContextPassesAndSaysWhatItSaves() throws Exception {
        replace(
                "shop/Agent3.java",
                "List<ChatMessage> messages = new ArrayList<>();",
                "ChatMemory messages = MessageWindowChatMemory.withMaxMessages(10);");
        replace("shop/Agent3.java", "model.chat(messages)", "model.chat(messages.messages())");
        replace("shop/Agent3.java", "import java.util.ArrayList;", """
                import dev.langchain4j.memory.ChatMemory;
                import dev.langchain4j.memory.chat.MessageWindowChatMemory;
                import java.util.ArrayList;""");
        commit("Keep ten messages");

        Result result = check();

        assertThat(Gate.failure(result, "agentcost:baseline")).isEmpty();
        assertThat(log.lines())
                .contains("[INFO] agentcost: better than the baseline: gone are 1 unpruned-context")
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "[INFO] agentcost: better than the baseline: one call of Agent3#answer: input tokens"
                                        + " from no limit, O(n^2), ")
                        .contains(" to no limit, O(n), "))
                .contains("[INFO] agentcost: to keep it so, write the baseline anew");
    }

    @Test
    void aChangeThatMovesFilesAndLinesChangesNothing() throws Exception {
        Files.createDirectories(folder.resolve("app/" + SOURCES + "shop"));
        for (int i = 1; i <= AGENTS; i++) {
            Path from = folder.resolve(SOURCES + "shop/Agent" + i + ".java");
            String text = "// The shop's agents.\n\n" + Files.readString(from);
            Files.delete(from);
            write("app/" + SOURCES + "shop/Agent" + i + ".java", text);
        }
        commit("One folder for each application");

        assertNothingChanged();
    }

    @Test
    void aChangeThatRenamesALocalAndReformatsChangesNothing() throws Exception {
        replace("shop/Agent1.java", "messages", "conversation");
        replace("shop/Agent1.java", "reply", "answered");
        replace(
                "shop/Agent2.java",
                "        while (true) {\n            AiMessage",
                "        while (true)\n        {\n\n            AiMessage");
        replace(
                "shop/Agent2.java",
                "model.chat(messages).aiMessage()",
                "model\n                .chat(messages)\n                .aiMessage()");
        commit("Names and spaces");

        assertNothingChanged();
    }

    @Test
    void aChangeThatMovesALoopToAHelperChangesNothing() throws Exception {
        replace(
                "shop/Agent5.java",
                "String answer(String question) {",
                "String answer(String question) {\n        return converse(question);\n    }\n\n    private String converse(String question) {");
        commit("A method of its own");

        assertNothingChanged();
    }

    @Test
    void aBrokenBaselineIsOneClearError() throws Exception {
        String text = read("agentcost-baseline.txt");
        write(
                "agentcost-baseline.txt",
                text.replaceFirst("finding unbounded-loop Agent10", "<<<<<<< HEAD\nfinding unbounded-loop Agent10"));
        int line = 1 + read("agentcost-baseline.txt").lines().toList().indexOf("<<<<<<< HEAD");

        assertThatThrownBy(this::check)
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "agentcost-baseline.txt:" + line + ": a merge conflict is left: '<<<<<<< HEAD'; keep the lines"
                                + " of both sides and delete the marks, or write the file anew: mvn agentcost:baseline");
    }

    @Test
    void goingBackInHistoryBringsTheFindingsBack() throws Exception {
        git.reset().setMode(ResetType.HARD).setRef("HEAD~1").call();

        assertThat(check().failing()).hasSize(30);
    }

    private void assertNothingChanged() throws Exception {
        Result result = check();
        assertThat(result.failing()).isEmpty();
        assertThat(result.findings()).hasSize(30).allMatch(result::isKnown);
        assertThat(log.lines()).noneMatch(line -> line.contains("better than the baseline"));
    }

    private static String digest(String body) {
        return """
                package shop;

                import dev.langchain4j.model.chat.ChatModel;
                import java.util.List;

                class Digest {
                    private ChatModel model;

                    String digest(List<String> texts) {
                        %s
                    }
                }
                """.formatted(body);
    }

    private Result check() throws UsageException {
        return report(new BaselineFile(scope(), settings()).read());
    }

    private Result report(Optional<Baseline> baseline) throws UsageException {
        var report = new CostCheck(settings()).report(scope(), baseline);
        new Output(log, folder.resolve(".git/agentcost"), settings().reports(), Optional.empty())
                .write(report, scope());
        return report.result();
    }

    private static Settings settings() throws UsageException {
        return Settings.of(
                "1",
                "UTF-8",
                false,
                false,
                2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "html,json,sarif",
                Optional.empty(),
                List.of());
    }

    private Scope scope() {
        return new Scope("", List.of(folder), List.of(), List.of(), Map.of(), folder, folder);
    }

    private void commit(String message) throws Exception {
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        git.commit()
                .setAuthor("A. Developer", "dev@example.org")
                .setCommitter("A. Developer", "dev@example.org")
                .setSign(false)
                .setMessage(message)
                .call();
    }

    private void replace(String file, String text, String replacement) throws IOException {
        String before = read(SOURCES + file);
        assertThat(before).contains(text);
        write(SOURCES + file, before.replace(text, replacement));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
