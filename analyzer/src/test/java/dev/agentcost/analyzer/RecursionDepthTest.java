package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Test;

/** A depth that a recursion counts, also where a callback makes the next call. */
class RecursionDepthTest {

    private static String bound(String members) {
        Site site = AgentSource.withMembers(members).analysis().sites().stream()
                .filter(one -> one.kind() == SiteKind.RECURSION)
                .findFirst()
                .orElseThrow();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static final String LISTENER = """
            interface Listener { void done(String answer); }
            void ask(String question, Listener listener) { listener.done(model.chat(question)); }
            void turn(String question, int turn) {
                GUARD
                ask(question, new Listener() {
                    public void done(String answer) { turn(answer, NEXT); }
                });
            }
            """;

    @Test
    void aListenerThatCountsTheTurnsUpGoesOnUntilTheLimit() {
        assertThat(bound(
                        LISTENER.replace("GUARD", "if (turn >= 10) { return; }").replace("NEXT", "turn + 1")))
                .isEqualTo("[10 - turn]");
    }

    @Test
    void oneThatDoesNotOrThatNothingStopsGoesOnForever() {
        assertThat(bound(
                        LISTENER.replace("GUARD", "if (turn >= 10) { return; }").replace("NEXT", "turn")))
                .isEqualTo("unbounded");
        assertThat(bound(LISTENER.replace("GUARD", "").replace("NEXT", "turn + 1")))
                .isEqualTo("unbounded");
        assertThat(bound(LISTENER.replace("GUARD", "if (turn >= 10) { model.chat(\"late\"); }")
                        .replace("NEXT", "turn + 1")))
                .isEqualTo("unbounded");
    }

    @Test
    void aLimitThatIsOneOfTwoIsTheLarger() {
        assertThat(bound("""
                record Config(Integer maxTurns) {}
                final Config config = new Config(null);
                String turn(String question, int turn) {
                    int limit = config.maxTurns() != null ? config.maxTurns() : 20;
                    if (turn >= limit) { return question; }
                    return turn(model.chat(question), turn + 1);
                }
                """)).doesNotContain("unbounded");
    }
}
