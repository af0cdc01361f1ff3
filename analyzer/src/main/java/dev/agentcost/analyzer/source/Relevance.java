package dev.agentcost.analyzer.source;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells from the words of all files which of them can matter, so that the others need no parser.
 *
 * <p>A member <em>reaches</em> a model or tool if a marker stands in it, a body's key in quotes where the texts have all of its group, a
 * name that is imported from where a marker stands, or a type of a dependency that reaches one, or if it may use a member that reaches.
 * What reaches is also reached through a supertype that declares it. A member <em>supports</em> if one that reaches or supports may use
 * it: constants, helpers, configuration. A name may mean what is called so, by as many values as that has parameters, on a receiver that
 * may be of its type as far as a declaration beside it tells; where none does, every type counts that the file may see. So the answer
 * errs to the side of too many files.
 *
 * @param reaching indices of the files with a member that may reach a model or tool, ascending
 * @param supporting indices of the other files that those need, ascending
 * @param types names of the types through which a model or tool is reached
 */
public record Relevance(List<Integer> reaching, List<Integer> supporting, Set<String> types) {

    /** All of so many files, without a question. */
    public static Relevance everything(int files) {
        return new Relevance(IntStream.range(0, files).boxed().toList(), List.of(), Set.of());
    }

    /**
     * Selects files.
     *
     * @param texts all files
     * @param dependencies types of dependencies through which a model or tool is reached
     */
    public static Relevance of(
            List<SourceText> texts, Frameworks frameworks, Set<TypeName> dependencies, Workers workers) {
        Set<String> quotedKeys = new QuotedKeys(frameworks.bodyKeys()).completeIn(texts, workers);
        Seeds.Finder finder = new Seeds.Finder(frameworks, dependencies, quotedKeys);
        List<Boolean> mayBeSeeds = workers.map(texts, () -> finder::mayOccurIn);
        if (!mayBeSeeds.contains(true)) {
            return new Relevance(List.of(), List.of(), Set.of());
        }
        List<FileScan> scans = workers.map(texts, () -> text -> FileScan.of(text.text()));
        finder.know(scans);
        Function<Integer, Seeds> seedsOf =
                file -> mayBeSeeds.get(file) ? finder.of(texts.get(file), scans.get(file)) : Seeds.NONE;
        List<Seeds> seeds = workers.map(IntStream.range(0, texts.size()).boxed().toList(), () -> seedsOf);
        MemberIndex index = new MemberIndex(texts, scans, seeds, workers);
        MemberReach reach = new MemberReach(index);
        BitSet reaching = reach.reachingFiles();
        // what is no Java may be meant to use a framework all the same, and is to be told of
        IntStream.range(0, texts.size())
                .filter(file -> scans.get(file).members().isEmpty()
                        && !seeds.get(file).names().isEmpty())
                .forEach(reaching::set);
        BitSet supporting = reach.files();
        supporting.andNot(reaching);
        return new Relevance(
                reaching.stream().boxed().toList(),
                supporting.stream().boxed().toList(),
                reach.reachingTypes().stream()
                        .mapToObj(type -> index.name(index.simpleName(type)))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
