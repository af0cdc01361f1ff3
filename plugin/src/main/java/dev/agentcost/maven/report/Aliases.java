package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Short names for the symbols of one finding: {@code [turns of the loop at Agent:7]^2} reads as {@code n^2}. Only what a formula has to
 * write in brackets gets one; a name such as {@code maxSteps} is short enough.
 */
public final class Aliases {

    private static final String LETTERS = "nmkpqrstuvwxyz";

    private final Map<String, String> letters = new LinkedHashMap<>();

    /**
     * Gives letters in the order in which a reader meets the symbols: those of the first text, then those of the formulas.
     *
     * @param first a formula in which the most important symbol stands, as text
     */
    public Aliases(String first, Collection<Formula> formulas) {
        SortedSet<Symbol> symbols = new TreeSet<>();
        formulas.forEach(formula -> symbols.addAll(formula.symbols()));
        Set<String> taken = symbols.stream().map(Symbol::name).collect(Collectors.toSet());
        String text = first + " " + formulas.stream().map(Formula::toString).collect(Collectors.joining(" "));
        List<String> written = new ArrayList<>();
        for (Symbol symbol : symbols) {
            String brackets = "[" + symbol.name() + "]";
            if (text.contains(brackets) && !written.contains(brackets)) {
                written.add(brackets);
            }
        }
        written.sort(Comparator.comparingInt(text::indexOf));
        int next = 0;
        for (String name : written) {
            String letter = letter(next++);
            while (taken.contains(letter)) {
                letter = letter(next++);
            }
            letters.put(name, letter);
        }
    }

    private static String letter(int number) {
        int round = number / LETTERS.length();
        String letter = LETTERS.substring(number % LETTERS.length(), number % LETTERS.length() + 1);
        return round == 0 ? letter : letter + (round + 1);
    }

    /** A formula as text with the letters in it. */
    public String in(String formula) {
        List<String> longestFirst = new ArrayList<>(letters.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        String text = formula;
        for (String name : longestFirst) {
            text = text.replace(name, letters.get(name));
        }
        return text;
    }

    /** What the letters stand for, or "" where there are none: {@code n = turns of the loop at Agent:7}. */
    public String legend() {
        return letters.entrySet().stream()
                .map(letter -> letter.getValue() + " = "
                        + letter.getKey().substring(1, letter.getKey().length() - 1))
                .collect(Collectors.joining("; "));
    }
}
