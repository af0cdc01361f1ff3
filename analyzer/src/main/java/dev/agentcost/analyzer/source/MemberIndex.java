package dev.agentcost.analyzer.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who declares and who names what in some files; types, names and members by number. */
final class MemberIndex {

    /**
     * A member, or the head of a type.
     *
     * @param file the number of its file
     * @param owner the number of its type
     * @param scan as its file has it
     * @param seed whether it uses a framework directly
     * @param names what others may call it, of a field the usual accessors, too
     * @param uses how names stand in it, but for its own where it is declared; sorted by name
     * @param words the names that do; sorted
     * @param signature those of them, its own included, that stand before its body
     * @param parameters those that a method's parameters are declared with, of everything else the signature
     */
    record Member(
            int file,
            int owner,
            FileScan.Member scan,
            Seed seed,
            int[] names,
            Use[] uses,
            int[] words,
            int[] signature,
            int[] parameters) {

        boolean hasWord(int name) {
            return Arrays.binarySearch(words, name) >= 0;
        }

        /** How the name stands in it. */
        Stream<Use> uses(int name) {
            int low = 0;
            int high = uses.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (uses[middle].name() < name) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return Arrays.stream(uses, low, uses.length).takeWhile(use -> use.name() == name);
        }
    }

    /** In what way a member uses a framework directly, the weakest first. */
    enum Seed {
        NOT,
        /** The head of its type does. */
        BY_TYPE,
        /** By what stands in a text. */
        BY_TEXT,
        BY_NAME
    }

    /** The members of a file, the names that stand anywhere in it, and what stands there before the name of a type. */
    private record Read(List<Member> members, BitSet words, Set<String> qualifiers) {}

    /** Types of Java's own that no other type extends. */
    private static final Set<String> PLAIN = Set.of(
            "Boolean",
            "Byte",
            "Character",
            "Class",
            "Double",
            "Float",
            "Integer",
            "Long",
            "Short",
            "String",
            "StringBuffer",
            "StringBuilder");

    /** Types of Java's own without methods. */
    private static final Set<String> MARKERS = Set.of("Cloneable", "Serializable");

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
                    if (found.length == 0 && !MARKERS.contains(supertype)) {
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
        return name == null ? new int[0] : meant(name, file).toArray();
    }

    /** Reads one file. */
    private final class Reading {
        private final int file;
        private final FileScan scan;
        private final List<FileScan.Member> declared;
        private final Seeds seeds;
        private final Integer[] order;
        private final BitSet all = new BitSet();
        private final Set<String> qualifiers = new HashSet<>();
        private final List<Set<Use>> uses = new ArrayList<>();
        private final BitSet[] signatures;
        private final BitSet[] parameters;

        /** What the variables of each member are declared as. */
        private final List<Map<String, Set<String>>> variables = new ArrayList<>();

        /** And those that stand outside of methods, by type. */
        private final Map<String, Map<String, Set<String>>> fields = new HashMap<>();

        private final Set<String> imported = new HashSet<>();
        private boolean importsMembers;

        Reading(int file, FileScan scan, Seeds seeds) {
            this.file = file;
            this.scan = scan;
            this.declared = scan.members();
            this.seeds = seeds;
            order = IntStream.range(0, declared.size()).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparingInt(i -> declared.get(i).start()));
            signatures = new BitSet[declared.size()];
            Arrays.setAll(signatures, i -> new BitSet());
            parameters = new BitSet[declared.size()];
            Arrays.setAll(parameters, i -> new BitSet());
            declared.forEach(member -> {
                uses.add(new LinkedHashSet<>());
                variables.add(new HashMap<>());
            });
            for (FileScan.Import use : scan.imports()) {
                imported.add(use.name());
                String outer = use.qualifier().substring(use.qualifier().lastIndexOf('.') + 1);
                importsMembers |= use.importsAll() && isTypeName(outer);
            }
        }

        Read read(String source) {
            UseScan found = UseScan.of(source, word -> nameNumbers.getOrDefault(word, -1));
            for (UseScan.Variable variable : found.variables()) {
                int member = memberAt(variable.at());
                if (member >= 0) {
                    variables
                            .get(member)
                            .computeIfAbsent(variable.name(), name -> new HashSet<>())
                            .add(variable.type());
                }
            }
            for (int i = 0; i < declared.size(); i++) {
                FileScan.Member member = declared.get(i);
                if (!member.isMethod()) {
                    Map<String, Set<String>> known = fields.computeIfAbsent(
                            scan.types().get(member.owner()).name(), type -> new HashMap<>());
                    // the locals of initializers are among them, so none takes the place of another
                    variables
                            .get(i)
                            .forEach((name, types) -> known.computeIfAbsent(name, key -> new HashSet<>())
                                    .addAll(types));
                }
            }
            found.uses().forEach(use -> add(use, source));
            BitSet seedNames = new BitSet();
            seeds.names().forEach(name -> seedNames.set(known(name)));
            BitSet seedTypes = new BitSet();
            List<BitSet> words = uses.stream()
                    .map(some -> {
                        BitSet names = new BitSet();
                        some.forEach(use -> names.set(use.name()));
                        return names;
                    })
                    .toList();
            for (int i = 0; i < declared.size(); i++) {
                if (declared.get(i).isHead() && seed(i, false, words.get(i).intersects(seedNames)) != Seed.NOT) {
                    seedTypes.set(declared.get(i).owner());
                }
            }
            List<Member> read = new ArrayList<>();
            for (int i = 0; i < declared.size(); i++) {
                FileScan.Member member = declared.get(i);
                read.add(new Member(
                        file,
                        number(scan, scan.types().get(member.owner())),
                        member,
                        seed(i, seedTypes.get(member.owner()), words.get(i).intersects(seedNames)),
                        called(member).mapToInt(MemberIndex.this::known).toArray(),
                        uses.get(i).stream()
                                .sorted(Comparator.comparingInt(Use::name))
                                .toArray(Use[]::new),
                        words.get(i).stream().toArray(),
                        signatures[i].stream().toArray(),
                        parameters[i].stream().toArray()));
            }
            return new Read(read, all, qualifiers);
        }

        private Seed seed(int member, boolean byType, boolean byName) {
            if (byName || seeds.members().get(member)) {
                return Seed.BY_NAME;
            } else if (seeds.texts().get(member)) {
                return Seed.BY_TEXT;
            }
            return byType ? Seed.BY_TYPE : Seed.NOT;
        }

        /** The number of the member in which the place is, -1 where it is in none. */
        private int memberAt(int at) {
            int low = 0;
            int high = order.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (declared.get(order[middle]).end() <= at) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low < order.length && declared.get(order[low]).start() <= at ? order[low] : -1;
        }

        private void add(UseScan.Raw use, String source) {
            all.set(use.name());
            if (use.chain() < use.at() && typeNames.get(use.name())) {
                qualifiers.add(source.substring(use.chain(), use.at() - 1));
            }
            int at = memberAt(use.at());
            if (at < 0) {
                return;
            }
            FileScan.Member member = declared.get(at);
            boolean inSignature = use.at() < member.signatureEnd();
            if (!isOwn(use, member)) {
                // in an annotation or a nested type's name nothing is created
                boolean declares = inSignature && !(member.isValued() && member.signatureEnd() == member.end());
                Use.Form form = declares && use.form() == Use.Form.QUALIFIER ? Use.Form.PLAIN : use.form();
                receivers(use, at)
                        .forEach(receiver -> uses.get(at).add(new Use(use.name(), form, use.values(), receiver)));
            }
            if (inSignature) {
                signatures[at].set(use.name());
                if (use.at() >= member.parametersStart()) {
                    parameters[at].set(use.name());
                }
            }
        }

        /** Whether it is the member's name, where that is declared. */
        private boolean isOwn(UseScan.Raw use, FileScan.Member member) {
            String word = names.get(use.name());
            boolean isNamed = member.names().contains(word)
                    || member.isHead()
                            && scan.types().get(member.owner()).simpleName().equals(word);
            return isNamed && use.at() < member.signatureEnd();
        }

        // ---- what a name is named on

        private IntStream receivers(UseScan.Raw use, int member) {
            String qualifier = use.qualifier();
            if (qualifier == null) {
                return IntStream.of(Use.UNKNOWN);
            } else if (qualifier.isEmpty()) {
                boolean isImported = importsMembers || imported.contains(names.get(use.name()));
                return IntStream.of(isImported ? Use.UNKNOWN : Use.OWN);
            }
            Set<String> types = use.isQualifierNamed() ? null : variable(qualifier, member);
            if (types != null) {
                return types.stream().mapToInt(this::typed).distinct();
            }
            return IntStream.of(isTypeName(qualifier) ? known(qualifier) : Use.UNKNOWN);
        }

        private @Nullable Set<String> variable(String name, int member) {
            Set<String> types = variables.get(member).get(name);
            int type = declared.get(member).owner();
            for (String path = scan.types().get(type).name(); types == null && !path.isEmpty(); ) {
                types = fields.getOrDefault(path, Map.of()).get(name);
                path = path.substring(0, Math.max(0, path.lastIndexOf('.')));
            }
            return types;
        }

        private int typed(String type) {
            if (type.isEmpty()) {
                return Use.UNKNOWN;
            } else if (isTypeName(type)) {
                return known(type);
            }
            return imported.contains(type) || PLAIN.contains(type) ? Use.FOREIGN : Use.UNKNOWN;
        }

        private boolean isTypeName(String word) {
            Integer number = nameNumbers.get(word);
            return number != null && typeNames.get(number);
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
        return withForeignSupertype.intersects(ancestors[type]);
    }

    /** The types that have the simple name and may be meant by it in the file. */
    IntStream meant(int name, int file) {
        return Arrays.stream(typesNamed[name]).filter(mentioned[file]::get);
    }

    /** The type round the type, -1 for a top level one. */
    int outer(int type) {
        return outer[type];
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
