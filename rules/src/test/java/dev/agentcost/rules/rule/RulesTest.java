package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

    @Test
    void haveDifferentIds() {
        assertThat(Rules.ids())
                .doesNotHaveDuplicates()
                .contains("unbounded-loop", "budget-exceeded", "unused-suppression");
    }

    @ParameterizedTest
    @MethodSource("dev.agentcost.rules.rule.Rules#all")
    void explainThemselves(Rule rule) {
        assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(rule.name()).matches("([A-Z][a-z]+)+");
        assertThat(rule.shortDescription()).endsWith(".").hasSizeLessThan(120);
        assertThat(rule.fullDescription())
                .endsWith(".")
                .hasSizeGreaterThan(rule.shortDescription().length());
        assertThat(rule.help())
                .startsWith("## ")
                .containsPattern("(//|#) bad")
                .containsPattern("(//|#) good")
                .doesNotContain("\\");
    }
}
