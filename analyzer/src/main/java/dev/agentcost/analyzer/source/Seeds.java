package dev.agentcost.analyzer.source;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a file uses a framework directly.
 *
 * @param names names of a framework's types that it may use, or of a dependency's types through which a model is reached
 * @param members numbers of the members in which a marker stands, or that are a framework's own by which a model is reached
 * @param texts numbers of the members in which a marker stands in a text
 */
record Seeds(Set<String> names, BitSet members, BitSet texts) {

    private static final String CONSTRUCTOR = "<init>";

    /** What is written before an element of an annotation that is no name of anything: an example, a description. */
    private static final Pattern OTHER_ELEMENT = Pattern.compile("\\b(?!value\\b|name\\b)\\w+\\s*=[\\s{]*$");

    static final Seeds NONE = new Seeds(Set.of(), new BitSet(), new BitSet());

    /** Finds the seeds of files. */
    static final class Finder {
        private final Markers markers;
        private final Mentions dependencies;
        private final Map<TypeName, Set<String>> reaching;
        private final Map<String, List<String>> meant;
        private final Map<String, List<String>> byPackage;
        private final Map<String, Set<String>> ownPackages = new HashMap<>();

        /**
         * Looks for frameworks and dependencies.
         *
         * @param quotedKeys keys of bodies as they stand in source text, in files that write requests themselves
         */
        Finder(Frameworks frameworks, Set<TypeName> dependencies, Set<String> quotedKeys) {
            Set<String> fragments = new HashSet<>(frameworks.markers());
            fragments.addAll(quotedKeys);
            this.markers = new Markers(fragments);
            this.dependencies = new Mentions(dependencies);
            this.reaching = frameworks.reaching();
            this.meant = reaching.entrySet().stream()
                    .filter(type -> type.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.groupingBy(
                            TypeName::simpleName, Collectors.mapping(TypeName::packageName, Collectors.toList())));
            this.byPackage = frameworks.types().stream()
                    .collect(Collectors.groupingBy(
                            TypeName::packageName, Collectors.mapping(TypeName::simpleName, Collectors.toList())));
        }

        /** Whether the file may have any. */
        boolean mayOccurIn(SourceText text) {
            return markers.occurIn(text.text()) || dependencies.occurIn(text.text());
        }

        /** Tells what the files declare themselves: a framework's own sources do not use it by that. */
        void know(Collection<FileScan> scans) {
            for (FileScan scan : scans) {
                scan.types()
                        .forEach(type -> ownPackages
                                .computeIfAbsent(type.simpleName(), name -> new HashSet<>())
                                .add(scan.packageName()));
            }
        }

        Seeds of(SourceText text, FileScan scan) {
            Set<String> names = new HashSet<>(dependencies.names(text.text()));
            BitSet members = new BitSet();
            BitSet texts = new BitSet();
            if (markers.occurIn(scan.packageName())) {
                addAllOf(scan.packageName(), names);
            }
            int first = markers.next(text.text(), 0);
            NavigableMap<Integer, Integer> literals = first < 0 ? new TreeMap<>() : literals(text.text());
            for (int at = first; at >= 0; at = markers.next(text.text(), at + 1)) {
                Map.Entry<Integer, Integer> literal = literals.floorEntry(at);
                boolean inText = literal != null && at < literal.getValue();
                if (inText) {
                    addText(text.text(), literal.getKey(), literal.getKey() == at, scan, texts);
                } else if (!scan.isComment(at)) {
                    addAt(at, scan, names, members);
                }
            }
            for (int i = 0; i < scan.members().size(); i++) {
                if (isReaching(scan.members().get(i), scan)) {
                    members.set(i);
                }
            }
            return new Seeds(names, members, texts);
        }

        /** Where texts begin, each with where it ends. */
        private static NavigableMap<Integer, Integer> literals(String text) {
            NavigableMap<Integer, Integer> found = new TreeMap<>();
            Words.scan(text, new Words.Reader() {
                @Override
                public void literal(int start, int end) {
                    found.put(start, end);
                }
            });
            return found;
        }

        private static void addText(String text, int start, boolean isKey, FileScan scan, BitSet texts) {
            for (int i = 0; i < scan.members().size(); i++) {
                FileScan.Member member = scan.members().get(i);
                if (member.start() <= start && start < member.end()) {
                    boolean describes = isKey
                            && !member.isMethod()
                            && !member.isHead()
                            && start < member.signatureEnd()
                            && OTHER_ELEMENT
                                    .matcher(text.substring(member.start(), start))
                                    .find();
                    texts.set(i, !describes || texts.get(i));
                }
            }
        }

        /** Whether the member is a framework's own by which a model is reached. */
        private boolean isReaching(FileScan.Member member, FileScan scan) {
            String type = scan.types().get(member.owner()).simpleName();
            Set<String> methods = reaching.getOrDefault(new TypeName(scan.packageName(), type), Set.of());
            return !Collections.disjoint(methods, member.names())
                    || methods.contains(CONSTRUCTOR) && member.names().contains(type);
        }

        private void addAt(int at, FileScan scan, Set<String> names, BitSet members) {
            for (FileScan.Import use : scan.imports()) {
                if (use.start() <= at && at < use.end()) {
                    add(use, names);
                }
            }
            for (int i = 0; i < scan.members().size(); i++) {
                FileScan.Member member = scan.members().get(i);
                if (member.start() <= at && at < member.end()) {
                    members.set(i);
                }
            }
        }

        private void add(FileScan.Import use, Set<String> names) {
            String qualifier = use.qualifier();
            int dot = qualifier.lastIndexOf('.');
            // the type whose members are imported, if it is one
            String outer = qualifier.substring(dot + 1);
            boolean outerCounts = counts(qualifier.substring(0, Math.max(0, dot)), outer);
            if (use.importsAll()) {
                addAllOf(qualifier, names);
            } else if (outerCounts && counts(qualifier, use.name())) {
                names.add(use.name());
            }
            if (outerCounts) {
                names.add(outer);
            }
        }

        private void addAllOf(String packageName, Set<String> names) {
            byPackage.getOrDefault(packageName, List.of()).stream()
                    .filter(name -> counts(packageName, name))
                    .forEach(names::add);
        }

        private boolean counts(String qualifier, String name) {
            return !isOneOf(ownPackages.getOrDefault(name, Set.of()), qualifier)
                    || isOneOf(meant.getOrDefault(name, List.of()), qualifier);
        }

        private static boolean isOneOf(Collection<String> packages, String qualifier) {
            return packages.stream().anyMatch(name -> isIn(name, qualifier));
        }

        /** Whether the qualifier is the package or a type in it. */
        private static boolean isIn(String packageName, String qualifier) {
            return qualifier.startsWith(packageName)
                    && (qualifier.length() == packageName.length() || qualifier.charAt(packageName.length()) == '.');
        }
    }
}
