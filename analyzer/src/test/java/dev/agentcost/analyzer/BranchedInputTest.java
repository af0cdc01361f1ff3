package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;

/** Loops that read a person's line in one way or another: from the console where there is one, from a stream where not. */
class BranchedInputTest {

    private static Site site(String loop) {
        return AgentSource.withMembers("""
                static final Scanner STREAM = new Scanner(System.in);
                static String read() {
                    java.io.Console console = System.console();
                    if (console != null) {
                        String line = console.readLine("> ");
                        return line;
                    }
                    System.out.print("> ");
                    return STREAM.nextLine();
                }
                static String readOrGuess(boolean ask) {
                    if (ask) {
                        return STREAM.nextLine();
                    }
                    return "go on";
                }
                void run(java.io.Console console) {
                    LOOP
                }
                """.replace("LOOP", loop)).site();
    }

    @Test
    void aMethodEachBranchOfWhichWaitsForAPersonDoes() {
        assertThat(site("""
                while (true) { // HERE
                    String line = read();
                    if (line == null) { break; }
                    model.chat(line);
                }
                """).driver()).isEqualTo(Driver.PERSON);
    }

    @Test
    void soDoesALoopEachBranchOfWhichWaits() {
        assertThat(site("""
                while (true) { // HERE
                    String line;
                    if (console != null) { line = console.readLine(); } else { line = STREAM.nextLine(); }
                    if (line == null) { break; }
                    model.chat(line);
                }
                """).driver()).isEqualTo(Driver.PERSON);
    }

    @Test
    void aBranchThatDoesNotWaitMayBeTakenForEver() {
        assertThat(site("""
                while (true) { // HERE
                    String line = readOrGuess(hashCode() > 0);
                    if (model.chat(line).isEmpty()) { break; }
                }
                """).bound().isUnbounded()).isTrue();
        assertThat(site("""
                String line = "go on";
                while (true) { // HERE
                    if (line.isEmpty()) { line = STREAM.nextLine(); } else if (console != null) { console.readLine(); }
                    line = model.chat(line);
                    if (line.startsWith("done")) { break; }
                }
                """).bound().isUnbounded()).isTrue();
    }

    @Test
    void aQueueThatOthersFillIsWaitedForHoweverMuchIsInIt() {
        assertThat(AgentSource.of("""
                        import dev.langchain4j.model.chat.ChatModel;
                        import java.util.concurrent.BlockingQueue;
                        class Agent {
                            ChatModel model;
                            void run(BlockingQueue<String> tasks) throws InterruptedException {
                                while (!Thread.currentThread().isInterrupted()) { // HERE
                                    model.chat(tasks.take());
                                }
                            }
                        }
                        """, false).site().driver()).isEqualTo(Driver.EXTERNAL);
    }
}
