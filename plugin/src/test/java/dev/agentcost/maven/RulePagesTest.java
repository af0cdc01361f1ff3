package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.rules.Result;
import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.rule.Rule;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has a page, and what the page calls bad and good is so. */
class RulePagesTest {

    private static final Path PAGES = Path.of("src/site/markdown/rules");
    private static final Pattern CODE = Pattern.compile("(?s)```(java|yaml)\n(.*?)```");

    @TempDir
    Path folder;

    @Test
    void thereIsAPageForEachRuleAndForNothingElse() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Rules.ids().stream().map(id -> id + ".md").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.agentcost.rules.rule.Rules#all")
    void thePageSaysWhatTheRuleSays(Rule rule) throws IOException {
        assertThat(page(rule))
                .startsWith("# " + rule.id() + "\n\nLevel: "
                        + rule.defaultLevel().key() + ". " + rule.shortDescription() + "\n")
                .containsSubsequence(
                        "\n## What it says\n",
                        "\n## Why\n",
                        "\n## Bad\n",
                        "\n## Good\n",
                        "\n## Accept it\n",
                        "\n## Source\n");
    }

    @ParameterizedTest
    @MethodSource("dev.agentcost.rules.rule.Rules#all")
    void theBadExampleHasTheFindingAndTheGoodOneHasNone(Rule rule) throws Exception {
        Result good = check(section(page(rule), "Good"), "good", Optional.empty());
        Result bad = check(section(page(rule), "Bad"), "bad", Optional.of(good.baseline()));

        assertThat(bad.findings())
                .filteredOn(finding -> finding.level() == rule.defaultLevel())
                .extracting(Finding::rule)
                .contains(rule.id());
        assertThat(good.findings()).extracting(Finding::message).isEmpty();
    }

    private Result check(String section, String name, Optional<Baseline> baseline) throws Exception {
        Path sources = Files.createDirectories(folder.resolve(name));
        Matcher code = CODE.matcher(section);
        boolean java = false;
        while (code.find()) {
            java |= code.group(1).equals("java");
            Files.writeString(
                    sources.resolve(code.group(1).equals("java") ? "Example.java" : "agentcost.yaml"), code.group(2));
        }
        assertThat(java).as("an example in Java under " + name).isTrue();
        Settings settings = Settings.of(
                "1",
                "UTF-8",
                false,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                List.of());
        Scope scope = new Scope("", List.of(sources), List.of(), List.of(), Map.of(), sources, sources);
        return new CostCheck(settings).report(scope, baseline).result();
    }

    private static String page(Rule rule) throws IOException {
        return Files.readString(PAGES.resolve(rule.id() + ".md"));
    }

    /** What stands under a heading. */
    private static String section(String page, String heading) {
        int start = page.indexOf("\n## " + heading + "\n");
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }
}
