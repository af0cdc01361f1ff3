package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationSourceTest {

    @TempDir
    Path base;

    @Test
    void readsTheNearestFileFromTheModuleUpToTheBaseDirectory() throws Exception {
        Path module = Files.createDirectories(base.resolve("project/module"));
        write(base.resolve("agentcost.yaml"), "failOn: never\n");

        assertThat(read(module, base.resolve("project")).failOn()).isEmpty();
        assertThat(read(module, base).failOn()).contains(FailOn.NEVER);

        write(module.resolve("agentcost.yaml"), "failOn: warning\n");
        assertThat(read(module, base).failOn()).contains(FailOn.WARNING);
    }

    @Test
    void theParameterHoldsOverTheFile() throws Exception {
        write(base.resolve("agentcost.yaml"), "failOn: never\n");

        assertThat(read(settings(Optional.of("error"), Optional.empty())).failOn())
                .contains(FailOn.ERROR);
    }

    @Test
    void aWrongParameterIsToldWithWhatItMayBe() {
        assertThatThrownBy(() -> read(settings(Optional.of("sometimes"), Optional.empty())))
                .isInstanceOf(UsageException.class)
                .hasMessage("agentcost.failOn: failOn is 'sometimes'; write error, warning or never");
    }

    @Test
    void aFileThatIsNotThereIsToldWithItsName() {
        assertThatThrownBy(() -> read(settings(Optional.empty(), Optional.of(base.resolve("my.yaml")))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("my.yaml")
                .hasMessageContaining("there is no such file");
    }

    @Test
    void budgetsOfThePomAreAdded() throws Exception {
        Budget budget = budget(Map.of("entryPoint", "Agent#answer", "modelCalls", "20", "latency", "60s"));

        assertThat(read(settings(budget)).budgets().all()).hasSize(1);
    }

    @Test
    void aNegativeLimitIsToldWithItsElementAndTheMend() {
        Budget good = budget(Map.of("entryPoint", "*", "modelCalls", "20"));
        Budget bad = budget(Map.of("entryPoint", "*", "modelCalls", "-3"));

        assertThatThrownBy(() -> read(settings(good, bad)))
                .isInstanceOf(UsageException.class)
                .hasMessage("POM, <budget> number 2 of <budgets>: modelCalls is negative: -3; write 0 or more");
    }

    @Test
    void aLimitThatIsNoNumberIsToldWithItsElementAndTheMend() {
        assertThatThrownBy(() -> read(settings(budget(Map.of("entryPoint", "*", "dollars", "cheap")))))
                .hasMessageStartingWith(
                        "POM, <budget> number 1 of <budgets>: dollars is 'cheap', which is not a number");
    }

    private Configuration read(Path directory, Path baseDirectory) throws UsageException {
        Scope scope = new Scope("", List.of(), List.of(), List.of(), Map.of(), baseDirectory, directory);
        return new ConfigurationSource(scope).read(settings(Optional.empty(), Optional.empty()), Rules.ids());
    }

    private Configuration read(Settings settings) throws UsageException {
        Scope scope = new Scope("", List.of(), List.of(), List.of(), Map.of(), base, base);
        return new ConfigurationSource(scope).read(settings, Rules.ids());
    }

    private static Settings settings(Optional<String> failOn, Optional<Path> file) {
        return new Settings(
                "1",
                StandardCharsets.UTF_8,
                false,
                false,
                1,
                file,
                Optional.empty(),
                failOn,
                Set.of(),
                Optional.empty(),
                List.of());
    }

    private static Settings settings(Budget... budgets) {
        return new Settings(
                "1",
                StandardCharsets.UTF_8,
                false,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                List.of(budgets));
    }

    /** Sets the fields as Maven does. */
    private static Budget budget(Map<String, String> elements) {
        Budget budget = new Budget();
        elements.forEach((name, value) -> {
            try {
                Field field = Budget.class.getDeclaredField(name);
                field.setAccessible(true);
                field.set(budget, value);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
        return budget;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
