package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasesTest {

    private final Formula turns = symbol("turns of the loop at Agent:7");
    private final Formula size = symbol("size of a[i]");

    @Test
    void whatNeedsBracketsGetsALetter() {
        Formula formula = turns.times(turns).times(size).plus(symbol("maxSteps"));
        Aliases aliases = new Aliases("", List.of(formula));
        assertThat(formula).hasToString("[size of a[i]] * [turns of the loop at Agent:7]^2 + maxSteps");
        assertThat(aliases.in(formula.toString())).isEqualTo("n * m^2 + maxSteps");
        assertThat(aliases.legend()).isEqualTo("n = size of a[i]; m = turns of the loop at Agent:7");
    }

    @Test
    void theBoundsOwnSymbolComesFirst() {
        Aliases aliases = new Aliases("[turns of the loop at Agent:7]", List.of(size.plus(turns)));
        assertThat(aliases.in("[turns of the loop at Agent:7]")).isEqualTo("n");
        assertThat(aliases.legend()).isEqualTo("n = turns of the loop at Agent:7; m = size of a[i]");
    }

    @Test
    void aLetterThatTheSourceUsesIsNotTaken() {
        Aliases aliases = new Aliases("", List.of(turns.times(symbol("n"))));
        assertThat(aliases.in(turns.toString())).isEqualTo("m");
    }

    @Test
    void whatStandsInAnotherNameIsLeftThere() {
        Formula outer = symbol("size of [turns of the loop at Agent:7]");
        Aliases aliases = new Aliases("", List.of(outer, turns));
        assertThat(aliases.in(outer.plus(turns).toString())).isEqualTo("n + m");
    }

    @Test
    void withoutSuchNamesThereIsNoLegend() {
        assertThat(new Aliases("8", List.of(symbol("maxSteps"))).legend()).isEmpty();
    }

    @Test
    void thereAreAlwaysMoreLetters() {
        Formula sum = Formula.ZERO;
        for (int i = 0; i < 30; i++) {
            sum = sum.plus(symbol("size of list " + (char) ('a' + i % 26) + i));
        }
        String text = new Aliases("", List.of(sum)).in(sum.toString());
        assertThat(text.split(" \\+ ")).hasSize(30).doesNotHaveDuplicates().contains("n", "n2", "n3");
    }

    private static Formula symbol(String name) {
        return Formula.of(new Symbol(name, Kind.COUNT, false, ""));
    }
}
