package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.Body.FlowFact;
import dev.agentcost.analyzer.source.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The bounds that comments assert: by the line of the code that they speak of, until somebody takes them. */
final class Facts {

    private static final String AT_MOST = "at most ";

    private final NavigableMap<Integer, String> open = new TreeMap<>();

    Facts(List<Remark> remarks) {
        for (Remark remark : remarks) {
            if (remark.text().startsWith(AT_MOST)) {
                open.put(
                        remark.codeLine(),
                        remark.text().substring(AT_MOST.length()).strip());
            }
        }
    }

    /** Takes the facts that stand at lines {@code first} to {@code last}, as facts about the line {@code about}. */
    List<FlowFact> take(int first, int last, int about) {
        NavigableMap<Integer, String> found = open.subMap(first, true, Math.max(first, last), true);
        List<FlowFact> facts = new ArrayList<>();
        found.values().forEach(text -> facts.add(new FlowFact(about, text)));
        found.clear();
        return facts;
    }

    /** Takes what is left in these lines, each about its own line. */
    List<FlowFact> takeRest(int first, int last) {
        NavigableMap<Integer, String> found = open.subMap(first, true, Math.max(first, last), true);
        List<FlowFact> facts = new ArrayList<>();
        found.forEach((line, text) -> facts.add(new FlowFact(line, text)));
        found.clear();
        return facts;
    }

    /** Those that stand at no code that could take them. */
    NavigableMap<Integer, String> left() {
        return open;
    }
}
