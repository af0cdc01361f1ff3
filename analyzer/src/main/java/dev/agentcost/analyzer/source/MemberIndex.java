package dev.agentcost.analyzer.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who declares and who names what in some files; types, names and members by number. */
final class MemberIndex {

    /**
     * A member, or the head of a type.
     *
     * @param file the number of its file
     * @param owner the number of its type
     * @param scan as its file has it
     * @param isSeed whether it uses a framework directly
     * @param names what others may call it, of a field the usual accessors, too
     * @param words the names that stand in it, but for its own where it is declared; sorted
     * @param signature those of them, its own included, that stand before its body
     */
    record Member(
            int file, int owner, FileScan.Member scan, boolean isSeed, int[] names, int[] words, int[] signature) {

        boolean hasWord(int name) {
            return Arrays.binarySearch(words, name) >= 0;
        }
    }

    /** The members of a file, the names that stand anywhere in it, and what stands there before the name of a type. */
    private record Read(List<Member> members, BitSet words, Set<String> qualifiers) {}

    private static final List<String> ACCESSORS = List.of("get", "is", "set", "with");

    private final Map<String, Integer> typeNumbers = new HashMap<>();
    private final List<String> types = new ArrayList<>();
    private final Map<String, Integer> nameNumbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final BitSet typeNames = new BitSet();
    private final Member[] members;
    private final List<BitSet> words = new ArrayList<>();

    /** By name. */
    private final int[][] named;

    private final int[][] naming;
    private final int[][] typesNamed;

    /** By type. */
    private final int[][] membersOf;

    private final int[] simpleNames;
    private final int[] outer;
    private final BitSet[] ancestors;
    private final BitSet withForeignSupertype = new BitSet();
    private final BitSet extendingSeeds = new BitSet();
    private final BitSet callbacks = new BitSet();

    /** By file: the types whose names stand in it. */
    private final BitSet[] mentioned;

    /**
     * Reads files.
     *
     * @param seeds what of each file uses a framework directly
     */
    MemberIndex(List<SourceText> texts, List<FileScan> scans, List<Seeds> seeds, Workers workers) {
        for (int file = 0; file < scans.size(); file++) {
            FileScan scan = scans.get(file);
            for (FileScan.Type type : scan.types()) {
                number(scan.qualifiedName(type), typeNumbers, types);
                number(type.simpleName(), nameNumbers, names);
                typeNames.set(known(type.simpleName()));
            }
            scans.get(file).members().stream().flatMap(MemberIndex::called).forEach(this::name);
            seeds.get(file).names().forEach(this::name);
        }
        Function<Integer, Read> read = file -> new Reading(file, scans.get(file), seeds.get(file))
                .read(texts.get(file).text());
        List<Read> files = workers.map(IntStream.range(0, texts.size()).boxed().toList(), () -> read);
        members = files.stream().flatMap(file -> file.members().stream()).toArray(Member[]::new);
        files.forEach(file -> words.add(file.words()));
        named = table(names.size(), Member::names);
        naming = table(names.size(), Member::words);
        membersOf = table(types.size(), member -> new int[] {member.owner()});
        simpleNames = new int[types.size()];
        outer = new int[types.size()];
        List<List<Integer>> sameName = new ArrayList<>();
        names.forEach(name -> sameName.add(new ArrayList<>()));
        for (int type = 0; type < types.size(); type++) {
            String name = types.get(type);
            int dot = name.lastIndexOf('.');
            simpleNames[type] = known(name.substring(dot + 1));
            outer[type] = dot < 0 ? -1 : typeNumbers.getOrDefault(name.substring(0, dot), -1);
            sameName.get(simpleNames[type]).add(type);
        }
        typesNamed = sameName.stream()
                .map(list -> list.stream().mapToInt(type -> type).toArray())
                .toArray(int[][]::new);
        mentioned = new BitSet[texts.size()];
        Arrays.setAll(
                mentioned,
                file -> mentioned(
                        scans.get(file), words.get(file), files.get(file).qualifiers()));
        BitSet[] withoutInherited = ancestors(scans, seeds);
        Arrays.setAll(mentioned, file -> withInherited(file, scans.get(file), withoutInherited));
        ancestors = ancestors(scans, seeds);
    }

    private static int number(String key, Map<String, Integer> numbers, List<String> all) {
        Integer known = numbers.putIfAbsent(key, all.size());
        if (known != null) {
            return known;
        }
        all.add(key);
        return all.size() - 1;
    }

    private void name(String name) {
        number(name, nameNumbers, names);
    }

    private int known(String name) {
        return Objects.requireNonNull(nameNumbers.get(name));
    }

    /** A field is reached by its accessors as well, which a library may write. */
    private static Stream<String> called(FileScan.Member member) {
        if (member.isMethod() || member.isHead()) {
            return member.names().stream();
        }
        return member.names().stream()
                .flatMap(name -> Stream.concat(
                        Stream.of(name),
                        ACCESSORS.stream()
                                .map(verb -> verb + Character.toUpperCase(name.charAt(0)) + name.substring(1))));
    }

    private int[][] table(int size, Function<Member, int[]> keys) {
        int[] sizes = new int[size];
        for (Member member : members) {
            for (int key : keys.apply(member)) {
                sizes[key]++;
            }
        }
        int[][] table = new int[size][];
        Arrays.setAll(table, key -> new int[sizes[key]]);
        for (int i = members.length - 1; i >= 0; i--) {
            for (int key : keys.apply(members[i])) {
                table[key][--sizes[key]] = i;
            }
        }
        return table;
    }

    private int number(FileScan scan, FileScan.Type type) {
        return Objects.requireNonNull(typeNumbers.get(scan.qualifiedName(type)));
    }

    private BitSet declared(FileScan scan) {
        BitSet declared = new BitSet();
        scan.types().forEach(type -> declared.set(number(scan, type)));
        return declared;
    }

    /** The types whose names stand in a file, as imports, packages and outer types tell those of one name apart. */
    private BitSet mentioned(FileScan scan, BitSet here, Set<String> qualifiers) {
        BitSet found = declared(scan);
        BitSet own = (BitSet) found.clone();
        Map<String, Set<String>> imported = new HashMap<>();
        Set<String> whole = new HashSet<>(qualifiers);
        for (FileScan.Import use : scan.imports()) {
            if (use.importsAll()) {
                whole.add(use.qualifier());
            } else {
                imported.computeIfAbsent(use.name(), name -> new HashSet<>()).add(use.qualifier());
            }
        }
        for (int name = here.nextSetBit(0); name >= 0; name = here.nextSetBit(name + 1)) {
            boolean isOwn = Arrays.stream(typesNamed[name]).anyMatch(own::get);
            Set<String> from = imported.get(names.get(name));
            for (int type : typesNamed[name]) {
                String full = types.get(type);
                String around = full.substring(0, Math.max(0, full.lastIndexOf('.')));
                boolean named = whole.contains(around)
                        || (from == null ? around.equals(scan.packageName()) : from.contains(around))
                        || outer[type] >= 0 && here.get(simpleNames[outer[type]]);
                if (!isOwn && named) {
                    found.set(type);
                }
            }
        }
        return found;
    }

    /** With the nested types that the file's own types inherit. */
    private BitSet withInherited(int file, FileScan scan, BitSet[] supertypes) {
        BitSet inherited = new BitSet();
        declared(scan).stream().forEach(type -> inherited.or(supertypes[type]));
        BitSet found = (BitSet) mentioned[file].clone();
        BitSet here = words.get(file);
        for (int name = here.nextSetBit(0); name >= 0; name = here.nextSetBit(name + 1)) {
            for (int type : typesNamed[name]) {
                if (outer[type] >= 0 && inherited.get(outer[type])) {
                    found.set(type);
                }
            }
        }
        return found;
    }

    private BitSet[] ancestors(List<FileScan> scans, List<Seeds> seeds) {
        BitSet[] parents = new BitSet[types.size()];
        Arrays.setAll(parents, type -> new BitSet());
        for (int file = 0; file < scans.size(); file++) {
            for (FileScan.Type type : scans.get(file).types()) {
                int number = number(scans.get(file), type);
                for (String supertype : type.supertypes()) {
                    int[] found = resolve(supertype, file);
                    for (int parent : found) {
                        parents[number].set(parent);
                    }
                    if (found.length == 0) {
                        withForeignSupertype.set(number);
                    }
                }
                if (!Collections.disjoint(type.supertypes(), seeds.get(file).names())) {
                    extendingSeeds.set(number);
                }
                if (type.callback()) {
                    callbacks.set(number);
                }
            }
        }
        BitSet[] closed = new BitSet[types.size()];
        Arrays.setAll(closed, type -> {
            Closure closure = new Closure();
            closure.add(type);
            for (int at = closure.next(); at >= 0; at = closure.next()) {
                closure.addAll(parents[at]);
            }
            return closure.all();
        });
        return closed;
    }

    private int[] resolve(String word, int file) {
        Integer name = nameNumbers.get(word);
        return name == null
                ? new int[0]
                : Arrays.stream(typesNamed[name]).filter(mentioned[file]::get).toArray();
    }

    /** Reads the words of one file. */
    private final class Reading implements Words.Reader {
        private final int file;
        private final FileScan scan;
        private final List<FileScan.Member> declared;
        private final Seeds seeds;
        private final Integer[] order;
        private final BitSet[] found;
        private final BitSet[] signatures;
        private final BitSet all = new BitSet();
        private final Set<String> qualifiers = new HashSet<>();
        private boolean dotted;
        private int qualifierStart;
        private int next;
        private String text = "";

        Reading(int file, FileScan scan, Seeds seeds) {
            this.file = file;
            this.scan = scan;
            this.declared = scan.members();
            this.seeds = seeds;
            order = IntStream.range(0, declared.size()).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparingInt(i -> declared.get(i).start()));
            found = new BitSet[declared.size()];
            signatures = new BitSet[declared.size()];
            Arrays.setAll(found, i -> new BitSet());
            Arrays.setAll(signatures, i -> new BitSet());
        }

        Read read(String source) {
            text = source;
            Words.scan(source, this);
            BitSet seedNames = new BitSet();
            seeds.names().forEach(name -> seedNames.set(known(name)));
            BitSet seedTypes = new BitSet();
            for (int i = 0; i < declared.size(); i++) {
                if (declared.get(i).isHead() && (seeds.members().get(i) || found[i].intersects(seedNames))) {
                    seedTypes.set(declared.get(i).owner());
                }
            }
            List<Member> read = new ArrayList<>();
            for (int i = 0; i < declared.size(); i++) {
                FileScan.Member member = declared.get(i);
                boolean isSeed =
                        seeds.members().get(i) || seedTypes.get(member.owner()) || found[i].intersects(seedNames);
                read.add(new Member(
                        file,
                        number(scan, scan.types().get(member.owner())),
                        member,
                        isSeed,
                        called(member).mapToInt(MemberIndex.this::known).toArray(),
                        found[i].stream().toArray(),
                        signatures[i].stream().toArray()));
            }
            return new Read(read, all, qualifiers);
        }

        @Override
        public void word(int start, int end) {
            String word = text.substring(start, end);
            if (!dotted) {
                qualifierStart = start;
            }
            Integer number = nameNumbers.get(word);
            if (dotted && number != null && typeNames.get(number)) {
                qualifiers.add(text.substring(qualifierStart, start - 1));
            }
            dotted = false;
            if (number == null) {
                return;
            }
            all.set(number);
            while (next < order.length && declared.get(order[next]).end() <= start) {
                next++;
            }
            if (next == order.length || declared.get(order[next]).start() > start) {
                return;
            }
            FileScan.Member member = declared.get(order[next]);
            boolean inSignature = start < member.signatureEnd();
            boolean isOwn = member.names().contains(word)
                    || member.isHead()
                            && scan.types().get(member.owner()).simpleName().equals(word);
            if (!inSignature || !isOwn) {
                found[order[next]].set(number);
            }
            if (inSignature) {
                signatures[order[next]].set(number);
            }
        }

        @Override
        public void sign(char sign, int at) {
            dotted = sign == '.';
        }
    }

    // ---- questions

    int files() {
        return words.size();
    }

    int members() {
        return members.length;
    }

    Member member(int number) {
        return members[number];
    }

    /** The simple name of a type. */
    int simpleName(int type) {
        return simpleNames[type];
    }

    String name(int number) {
        return names.get(number);
    }

    /** The members that may be called so. */
    int[] named(int name) {
        return named[name];
    }

    /** The members that the name stands in. */
    int[] naming(int name) {
        return naming[name];
    }

    /** The types that have the name. */
    int[] typesNamed(int name) {
        return typesNamed[name];
    }

    /** Whether the file may mean the type by its name. */
    boolean isMentioned(int type, int file) {
        return mentioned[file].get(type);
    }

    /** The members and the head of a type. */
    int[] of(int type) {
        return membersOf[type];
    }

    /** The types that a type inside the member may extend. */
    IntStream implemented(Member member) {
        Set<String> words = member.scan().implemented();
        return words.stream().flatMapToInt(word -> Arrays.stream(resolve(word, member.file())));
    }

    /** The type and everything that it is, as far as the files declare it. */
    BitSet ancestors(int type) {
        return ancestors[type];
    }

    /** Everything that the type or one that extends it is. */
    BitSet ancestorsOfSubtypes(int type) {
        BitSet all = new BitSet();
        for (BitSet subtype : ancestors) {
            if (subtype.get(type)) {
                all.or(subtype);
            }
        }
        return all;
    }

    /** Whether something that the files do not declare may call the type's methods. */
    boolean hasForeignSupertype(int type) {
        return withForeignSupertype.get(type);
    }

    /** Whether the type extends one that uses a framework directly, so that its methods need not stand here. */
    boolean extendsSeed(int type) {
        return extendingSeeds.get(type);
    }

    /** Whether a lambda may implement the type. */
    boolean isCallback(int type) {
        return callbacks.get(type);
    }

    /**
     * The types whose members the file may name: those that stand in it, those in the signatures of the members that it names, and
     * everything that these are.
     */
    BitSet seen(int file) {
        BitSet here = words.get(file);
        Closure closure = new Closure();
        mentioned[file].stream().forEach(type -> closure.addAll(ancestors[type]));
        for (int type = closure.next(); type >= 0; type = closure.next()) {
            for (int number : membersOf[type]) {
                Member member = members[number];
                if (isNamed(member, here)) {
                    addTypes(member.signature(), member.file(), closure);
                }
            }
        }
        return closure.all();
    }

    private void addTypes(int[] found, int file, Closure closure) {
        for (int name : found) {
            for (int type : typesNamed[name]) {
                if (mentioned[file].get(type)) {
                    closure.addAll(ancestors[type]);
                }
            }
        }
    }

    private static boolean isNamed(Member member, BitSet here) {
        for (int name : member.names()) {
            if (here.get(name)) {
                return true;
            }
        }
        return false;
    }
}
