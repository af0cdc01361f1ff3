import io.github.resilience4j.retry.annotation.Retry;
import java.util.List;
import lombok.AllArgsConstructor;
import lombok.Builder;
import lombok.Data;
import lombok.Getter;
import lombok.Setter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.retry.annotation.Retryable;

/** Limits and counters that annotations make: compiled by nobody here. */
class Annotated {

    @Data
    static class Settings {
        private int maxTurns = 10;
        private int unset;
    }

    @Data
    @Builder
    static class Options {
        @Builder.Default
        private int maxTurns = 7;

        private int limit;
    }

    @lombok.Value
    static class Fixed {
        int most = 6;
        int given;
    }

    @Getter
    @Setter
    static class Progress {
        private int step;
    }

    @AllArgsConstructor
    static class Plan {
        @Getter
        private final int steps;
    }

    @ConfigurationProperties("agent")
    @Data
    static class AgentProperties {
        private int maxIterations = 12;
        private Limits limits = new Limits();

        @Data
        static class Limits {
            private int calls = 4;
        }
    }

    @ConfigurationProperties("agent")
    record AgentRecord(int maxIterations) {}

    @Value("${agent.max-turns:8}")
    private int maxTurns;

    @Value("${agent.required}")
    private int required;

    private final int injected;
    private final AgentProperties properties;

    Annotated(@Value("${agent.injected:5}") int injected, AgentProperties properties) {
        this.injected = injected;
        this.properties = properties;
    }

    void getter(Settings settings) {
        for (int i = 0; i < settings.getMaxTurns(); i++) { // bound: maxTurns
            work(i);
        }
    }

    void getterInALocal(Settings settings) {
        int most = settings.getMaxTurns();
        int turn = 0;
        while (turn < most) { // bound: maxTurns
            turn++;
        }
    }

    void builderDefault(Options options) {
        for (int i = 0; i < options.getMaxTurns(); i++) { // bound: maxTurns
            work(i);
        }
    }

    void value(Fixed fixed) {
        for (int i = 0; i < fixed.getMost(); i++) { // bound: 6
            work(i);
        }
        for (int i = 0; i < fixed.getGiven(); i++) { // bound: given
            work(i);
        }
    }

    void allArguments(Plan plan) {
        for (int i = 0; i < plan.getSteps(); i++) { // bound: steps
            work(i);
        }
    }

    void countedBySetter(Progress progress) {
        while (progress.getStep() < 5) { // bound: [5 - progress.step]
            progress.setStep(progress.getStep() + 1);
        }
    }

    void setBackBySetter(Progress progress, List<Integer> list) {
        while (progress.getStep() < 5) { // unbounded
            progress.setStep(progress.getStep() + 1);
            if (list.isEmpty()) {
                progress.setStep(0);
            }
        }
    }

    void raisedBySetter(Settings settings) {
        for (int i = 0; i < settings.getMaxTurns(); i++) { // unbounded
            settings.setMaxTurns(i + 2);
        }
    }

    void valueOfAProperty() {
        for (int i = 0; i < maxTurns; i++) { // bound: maxTurns
            work(i);
        }
    }

    void valueWithoutADefault() {
        for (int i = 0; i < required; i++) { // bound: required
            work(i);
        }
    }

    void valueInAConstructor() {
        for (int i = 0; i < injected; i++) { // bound: injected
            work(i);
        }
    }

    void configurationProperties() {
        for (int i = 0; i < properties.getMaxIterations(); i++) { // bound: maxIterations
            work(i);
        }
    }

    void nestedProperties() {
        for (int i = 0; i < properties.getLimits().getCalls(); i++) { // bound: calls
            work(i);
        }
    }

    void configurationRecord(AgentRecord configured) {
        for (int i = 0; i < configured.maxIterations(); i++) { // bound: maxIterations
            work(i);
        }
    }

    @Retryable(maxAttempts = 4)
    public void attempted() { // total: 4
        work(1);
    }

    @Retry(name = "a")
    public void attemptedByAName() { // total: 3
        work(1);
    }

    private static void work(int i) {}
}
