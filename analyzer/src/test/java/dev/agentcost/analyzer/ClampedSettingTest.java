package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that the object which takes it keeps within limits: its default is still the number of the builder. */
class ClampedSettingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settings.rounds                               | 25",
                "Math.max(1, settings.rounds)                  | 25",
                "Math.max(40, settings.rounds)                 | 40",
                "Math.min(Math.max(settings.rounds, 1), 20)    | 20",
                "Math.max(1, given)                            | none",
            })
    void itsDefaultIsWhatIsLeftOfTheBuilders(String kept, String number) {
        Site site = AgentSource.withMembers("""
                        static class Settings {
                            int rounds = 25;
                            Settings rounds(int rounds) { this.rounds = rounds; return this; }
                        }
                        private final int rounds;
                        Agent(Settings settings, int given) { this.rounds = KEPT; }
                        void run() {
                            for (int i = 0; i < rounds; i++) { // HERE
                                model.chat("go on");
                            }
                        }
                        """.replace("KEPT", kept)).site();
        assertThat(site.bound().formula()).hasToString("rounds");
        String told = site.derivation().stream()
                .map(Step::text)
                .filter(text -> text.contains("unless it is set otherwise"))
                .findFirst()
                .orElse("rounds is none");
        assertThat(told).startsWith("rounds is " + number);
    }

    @Test
    void aNumberThatIsMadeOfItselfIsLookedThroughOnce() {
        Site site = AgentSource.withMembers("""
                        private int low = 3;
                        private int high = 7;
                        void clamp() {
                            low = Math.max(1, Math.min(low, high));
                            high = Math.max(low, Math.min(high, Math.max(low, high)));
                        }
                        void run() {
                            clamp();
                            for (int i = 0; i < high; i++) { // HERE
                                model.chat("go on");
                            }
                        }
                        """).site();
        assertThat(site.bound().formula()).hasToString("high");
    }
}
