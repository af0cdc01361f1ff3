package dev.agentcost.analyzer.source;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells from the words of all files which of them can matter, so that the others need no parser.
 *
 * <p>A file <em>reaches</em> a model or tool if it contains a marker, or mentions a type of a dependency that reaches one, or a type of a file
 * that reaches one, or declares a supertype of such a type (a call of the supertype may end there), or an interface that a lambda in such a file may implement.
 * A file <em>supports</em> if a file that reaches or supports mentions one of its types: constants, helpers, configuration. Names
 * are compared without packages, so the answer errs to the side of too many files.
 *
 * @param reaching indices of the files that may reach a model or tool, ascending
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
     * @param markers fragments of text of which every file that uses a framework directly contains one
     * @param dependencies types of dependencies through which a model or tool is reached
     */
    public static Relevance of(
            List<SourceText> texts, Collection<String> markers, Set<TypeName> dependencies, Workers workers) {
        Markers search = new Markers(markers);
        Mentions mentions = new Mentions(dependencies);
        List<Boolean> seeds =
                workers.map(texts, () -> text -> search.occurIn(text.text()) || mentions.occurIn(text.text()));
        if (!seeds.contains(true)) {
            return new Relevance(List.of(), List.of(), Set.of());
        }
        List<TypeScan> scans = workers.map(texts, () -> text -> TypeScan.of(text.text()));
        Index index = new Index(scans, texts, workers);
        BitSet types = new BitSet();
        BitSet reaching = index.reaching(seeds, types);
        BitSet supporting = index.supporting(reaching);
        return new Relevance(indices(reaching), indices(supporting), index.names(types));
    }

    private static List<Integer> indices(BitSet set) {
        return set.stream().boxed().toList();
    }

    /** Who declares and who mentions what; types by number. */
    private static final class Index {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<TypeScan> scans;
        private final BitSet[] declaredIn;
        private final BitSet[] mentionedIn;
        private final List<BitSet> mentions;
        private final BitSet callbacks = new BitSet();

        Index(List<TypeScan> scans, List<SourceText> texts, Workers workers) {
            this.scans = scans;
            for (TypeScan scan : scans) {
                scan.declared().forEach(name -> numbers.putIfAbsent(name, numbers.size()));
            }
            declaredIn = new BitSet[numbers.size()];
            mentionedIn = new BitSet[numbers.size()];
            for (int type = 0; type < numbers.size(); type++) {
                declaredIn[type] = new BitSet();
                mentionedIn[type] = new BitSet();
            }
            Function<SourceText, BitSet> mentioned = text -> mentioned(text.text());
            mentions = workers.map(texts, () -> mentioned);
            for (int file = 0; file < scans.size(); file++) {
                for (int type : numbers(scans.get(file).declared())) {
                    declaredIn[type].set(file);
                }
                numbers(scans.get(file).callbacks()).forEach(callbacks::set);
                int mentioning = file;
                mentions.get(file).stream().forEach(type -> mentionedIn[type].set(mentioning));
            }
        }

        private BitSet mentioned(String text) {
            BitSet found = new BitSet();
            Words.scan(text, new Words.Reader() {
                @Override
                public void word(int start, int end) {
                    Integer number = numbers.get(text.substring(start, end));
                    if (number != null) {
                        found.set(number);
                    }
                }

                @Override
                public void sign(char sign, int at) {}
            });
            return found;
        }

        /** The files, and into {@code types} the types through which they reach. */
        BitSet reaching(List<Boolean> seeds, BitSet types) {
            Closure closure = new Closure();
            for (int file = 0; file < seeds.size(); file++) {
                if (seeds.get(file)) {
                    closure.addFile(file);
                }
            }
            for (int file = closure.next(); file >= 0; file = closure.next()) {
                for (int type : reachingTypes(file)) {
                    if (!types.get(type)) {
                        types.set(type);
                        closure.addFiles(declaredIn[type]);
                        closure.addFiles(mentionedIn[type]);
                    }
                }
            }
            return closure.files;
        }

        private Set<Integer> reachingTypes(int file) {
            TypeScan scan = scans.get(file);
            Set<Integer> types = new HashSet<>(numbers(scan.declared()));
            types.addAll(numbers(scan.supertypes()));
            if (scan.writesLambdas()) {
                BitSet near = (BitSet) mentions.get(file).clone();
                mentions.get(file).stream()
                        .forEach(type ->
                                declaredIn[type].stream().forEach(declaring -> near.or(mentions.get(declaring))));
                near.and(callbacks);
                near.stream().forEach(types::add);
            }
            return types;
        }

        BitSet supporting(BitSet reaching) {
            Closure closure = new Closure();
            closure.addFiles(reaching);
            BitSet types = new BitSet();
            for (int file = closure.next(); file >= 0; file = closure.next()) {
                BitSet more = (BitSet) mentions.get(file).clone();
                more.andNot(types);
                types.or(more);
                more.stream().forEach(type -> closure.addFiles(declaredIn[type]));
            }
            BitSet supporting = (BitSet) closure.files.clone();
            supporting.andNot(reaching);
            return supporting;
        }

        Set<String> names(BitSet types) {
            return numbers.entrySet().stream()
                    .filter(type -> types.get(type.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private Set<Integer> numbers(Set<String> names) {
            Set<Integer> found = new HashSet<>();
            for (String name : names) {
                Integer number = numbers.get(name);
                if (number != null) {
                    found.add(number);
                }
            }
            return found;
        }
    }

    /** A set of files that is worked off while it grows. */
    private static final class Closure {
        final BitSet files = new BitSet();
        private final Deque<Integer> pending = new ArrayDeque<>();

        void addFile(int file) {
            if (!files.get(file)) {
                files.set(file);
                pending.add(file);
            }
        }

        void addFiles(BitSet more) {
            more.stream().forEach(this::addFile);
        }

        int next() {
            return pending.isEmpty() ? -1 : pending.remove();
        }
    }
}
