package dev.agentcost.rules.baseline;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.rules.lever.Levers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A baseline as text: sorted, one line for each assumption, entry point and finding, so that two branches merge line by line.
 *
 * <pre>
 * assumption messageTokens 200
 * entry acme.Agent#answer(java.lang.String) | modelCalls O(n) ~50 | dollars O(1) 0.5
 * finding unbounded-loop Agent#answer 0123456789abcdef0123 fedcba98765432100123
 * </pre>
 */
final class BaselineText {

    private static final String HEAD = """
            # What agentcost knows of this code base. Written by the goal agentcost:baseline, not by hand; commit it.
            # A check fails only on what is new or worse. A number behind ~ is that of %s turns of whatever has no limit.
            """.formatted(Levers.ASSUMED_TURNS.toPlainString());

    private static final String MEND = "; take the file from the last commit, or write it anew: mvn agentcost:baseline";
    private static final String NONE = "-";
    private static final String CELL = " | ";

    private static final Pattern CONFLICT = Pattern.compile("(<{7}|={7}|>{7}|\\|{7}).*");
    private static final Pattern ASSUMPTION = Pattern.compile("assumption (?<key>\\S+) (?<value>\\S+)");
    private static final Pattern ENTRY = Pattern.compile("entry (?<key>[^|]+?)(?<cells>( \\| [^|]+)*)");
    private static final Pattern AMOUNT =
            Pattern.compile("(?<dimension>\\w+) (?<growth>.+) (?<mark>~?)(?<number>\\S+)");
    private static final Pattern FINDING =
            Pattern.compile("finding (?<rule>\\S+) (?<method>\\S+) (?<fingerprint>[0-9a-f]+) (?<shape>[0-9a-f]+)");

    private final String shown;
    private final SortedMap<String, BigDecimal> assumptions = new TreeMap<>();
    private final SortedMap<String, Map<Dimension, Amount>> costs = new TreeMap<>();
    private final List<KnownFinding> findings = new ArrayList<>();

    private BaselineText(String shown) {
        this.shown = shown;
    }

    // ---- writing

    /** The text, with line breaks of {@code \n} on every machine. */
    static String write(Baseline baseline) {
        StringBuilder text = new StringBuilder(HEAD);
        baseline.assumptions()
                .forEach((key, value) -> text.append("assumption ")
                        .append(key)
                        .append(' ')
                        .append(plain(value))
                        .append('\n'));
        baseline.costs()
                .forEach((key, amounts) -> text.append(entry(key, amounts)).append('\n'));
        baseline.findings().forEach(finding -> text.append(finding(finding)).append('\n'));
        return text.toString();
    }

    private static String entry(String key, Map<Dimension, Amount> amounts) {
        StringJoiner line = new StringJoiner(CELL).add("entry " + key);
        amounts.forEach((dimension, amount) -> line.add(
                dimension.key() + " " + amount.growth() + " " + (amount.limited() ? "" : "~") + number(amount)));
        return line.toString();
    }

    private static String number(Amount amount) {
        BigDecimal number = amount.number();
        return number == null ? NONE : plain(number);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String finding(KnownFinding finding) {
        String method = finding.method().isEmpty() ? NONE : finding.method();
        return String.join(" ", "finding", finding.rule(), method, finding.fingerprint(), finding.shape());
    }

    // ---- reading

    /**
     * Reads a text; order and empty lines are of no matter, so that a merge cannot break it.
     *
     * @param shown how messages name the file
     */
    static Baseline read(String text, String shown) throws BaselineException {
        BaselineText reader = new BaselineText(shown);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                reader.readLine(stripped, number);
            }
        }
        return new Baseline(reader.assumptions, reader.costs, reader.findings);
    }

    private void readLine(String line, int number) throws BaselineException {
        if (CONFLICT.matcher(line).matches()) {
            throw problem(
                    number,
                    "a merge conflict is left: '" + line + "'; keep the lines of both sides and delete the marks, or"
                            + " write the file anew: mvn agentcost:baseline");
        }
        String kind = line.substring(0, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' '));
        switch (kind) {
            case "assumption" -> readAssumption(match(ASSUMPTION, line, number), number);
            case "entry" -> readEntry(match(ENTRY, line, number), number);
            case "finding" -> readFinding(match(FINDING, line, number));
            default ->
                throw problem(
                        number,
                        "'" + kind + "' is none of 'assumption', 'entry' and 'finding', as a line begins" + MEND);
        }
    }

    private Matcher match(Pattern form, String line, int number) throws BaselineException {
        Matcher matcher = form.matcher(line);
        if (!matcher.matches()) {
            throw problem(number, "not a whole line of a baseline: '" + line + "'" + MEND);
        }
        return matcher;
    }

    private void readAssumption(Matcher line, int number) throws BaselineException {
        assumptions.put(line.group("key"), number(line.group("value"), number));
    }

    private void readEntry(Matcher line, int number) throws BaselineException {
        Map<Dimension, Amount> amounts = new EnumMap<>(Dimension.class);
        for (String cell : line.group("cells").split(Pattern.quote(CELL))) {
            if (!cell.isBlank()) {
                Matcher amount = match(AMOUNT, cell, number);
                amounts.put(dimension(amount.group("dimension"), number), amount(amount, number));
            }
        }
        costs.put(line.group("key"), amounts);
    }

    private Amount amount(Matcher cell, int number) throws BaselineException {
        @Nullable BigDecimal value = cell.group("number").equals(NONE) ? null : number(cell.group("number"), number);
        return new Amount(
                growth(cell.group("growth"), number), cell.group("mark").isEmpty(), value);
    }

    private Growth growth(String text, int number) throws BaselineException {
        try {
            return Growth.parse(text);
        } catch (IllegalArgumentException e) {
            throw problem(number, "'" + text + "' is not a growth class" + MEND);
        }
    }

    private Dimension dimension(String key, int number) throws BaselineException {
        Optional<Dimension> found = List.of(Dimension.values()).stream()
                .filter(dimension -> dimension.key().equals(key))
                .findFirst();
        if (found.isEmpty()) {
            throw problem(number, "'" + key + "' is not a dimension of cost" + MEND);
        }
        return found.get();
    }

    private BigDecimal number(String text, int number) throws BaselineException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw problem(number, "'" + text + "' is not a number" + MEND);
        }
    }

    private void readFinding(Matcher line) {
        String method = line.group("method");
        findings.add(new KnownFinding(
                line.group("rule"), method.equals(NONE) ? "" : method, line.group("fingerprint"), line.group("shape")));
    }

    private BaselineException problem(int line, String message) {
        return new BaselineException(shown + ":" + line + ": " + message);
    }
}
