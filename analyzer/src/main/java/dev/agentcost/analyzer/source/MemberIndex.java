package dev.agentcost.analyzer.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    private record Read(List<Member> members, Numbers words, Set<String> qualifiers) {}

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
    private final List<Numbers> words = new ArrayList<>();

    /** By name. */
    private final int[][] named;

    private final int[][] naming;
    private final int[][] typesNamed;

    /** By type. */
    private final int[][] membersOf;

    private final int[] simpleNames;
    private final int[] outer;
    private final Numbers[] ancestors;

    /** By type: those that it is an ancestor of. */
    private final int[][] subtypes;

    private final BitSet withForeignSupertype = new BitSet();
    private final BitSet extendingSeeds = new BitSet();
    private final BitSet callbacks = new BitSet();

    /** By file: the types whose names stand in it. */
    private final Numbers[] mentioned;

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
        named = table(names.size(), members.length, number -> members[number].names());
        naming = table(names.size(), members.length, number -> members[number].words());
        membersOf = table(types.size(), members.length, number -> new int[] {members[number].owner()});
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
        mentioned = new Numbers[texts.size()];
        Arrays.setAll(
                mentioned,
                file -> mentioned(
                        scans.get(file), words.get(file), files.get(file).qualifiers()));
        Numbers[] withoutInherited = ancestors(scans, seeds);
        Arrays.setAll(mentioned, file -> withInherited(file, scans.get(file), withoutInherited));
        ancestors = ancestors(scans, seeds);
        subtypes = table(types.size(), types.size(), type -> ancestors[type].toArray());
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

    /** For each key the numbers that have it. */
    private static int[][] table(int size, int numbers, IntFunction<int[]> keys) {
        int[] sizes = new int[size];
        for (int i = 0; i < numbers; i++) {
            for (int key : keys.apply(i)) {
                sizes[key]++;
            }
        }
        int[][] table = new int[size][];
        Arrays.setAll(table, key -> new int[sizes[key]]);
        for (int i = numbers - 1; i >= 0; i--) {
            for (int key : keys.apply(i)) {
                table[key][--sizes[key]] = i;
            }
        }
        return table;
    }

    private int number(FileScan scan, FileScan.Type type) {
        return Objects.requireNonNull(typeNumbers.get(scan.qualifiedName(type)));
    }

    private Numbers declared(FileScan scan) {
        return Numbers.of(scan.types().stream().mapToInt(type -> number(scan, type)));
    }

    /** The types whose names stand in a file, as imports, packages and outer types tell those of one name apart. */
    private Numbers mentioned(FileScan scan, Numbers here, Set<String> qualifiers) {
        Numbers own = declared(scan);
        Map<String, Set<String>> imported = new HashMap<>();
        Set<String> whole = new HashSet<>(qualifiers);
        for (FileScan.Import use : scan.imports()) {
            if (use.importsAll()) {
                whole.add(use.qualifier());
            } else {
                imported.computeIfAbsent(use.name(), name -> new HashSet<>()).add(use.qualifier());
            }
        }
        IntStream found = here.stream()
                .filter(name -> Arrays.stream(typesNamed[name]).noneMatch(own::contains))
                .flatMap(name -> Arrays.stream(typesNamed[name]).filter(type -> {
                    String full = types.get(type);
                    String around = full.substring(0, Math.max(0, full.lastIndexOf('.')));
                    Set<String> from = imported.get(names.get(name));
                    return whole.contains(around)
                            || (from == null ? around.equals(scan.packageName()) : from.contains(around))
                            || outer[type] >= 0 && here.contains(simpleNames[outer[type]]);
                }));
        return Numbers.of(IntStream.concat(own.stream(), found));
    }

    /** With the nested types that the file's own types inherit. */
    private Numbers withInherited(int file, FileScan scan, Numbers[] supertypes) {
        Numbers inherited = Numbers.of(declared(scan).stream().flatMap(type -> supertypes[type].stream()));
        IntStream found = words.get(file).stream()
                .flatMap(name -> Arrays.stream(typesNamed[name]))
                .filter(type -> outer[type] >= 0 && inherited.contains(outer[type]));
        return Numbers.of(IntStream.concat(mentioned[file].stream(), found));
    }

    private Numbers[] ancestors(List<FileScan> scans, List<Seeds> seeds) {
        List<Set<Integer>> parents = new ArrayList<>();
        types.forEach(type -> parents.add(new HashSet<>()));
        for (int file = 0; file < scans.size(); file++) {
            for (FileScan.Type type : scans.get(file).types()) {
                int number = number(scans.get(file), type);
                for (String supertype : type.supertypes()) {
                    int[] found = resolve(supertype, file);
                    for (int parent : found) {
                        parents.get(number).add(parent);
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
        Numbers[] closed = new Numbers[types.size()];
        Arrays.setAll(closed, type -> {
            Set<Integer> all = new HashSet<>();
            Deque<Integer> pending = new ArrayDeque<>(List.of(type));
            while (!pending.isEmpty()) {
                int at = pending.remove();
                if (all.add(at)) {
                    pending.addAll(parents.get(at));
                }
            }
            return Numbers.of(all);
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
        private final Set<Integer> all = new HashSet<>();
        private final Set<String> qualifiers = new HashSet<>();
        private final List<Set<Use>> uses = new ArrayList<>();
        private final List<Set<Integer>> signatures = new ArrayList<>();
        private final List<Set<Integer>> parameters = new ArrayList<>();

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
            declared.forEach(member -> {
                uses.add(new LinkedHashSet<>());
                variables.add(new HashMap<>());
                signatures.add(new HashSet<>());
                parameters.add(new HashSet<>());
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
            Numbers seedNames = Numbers.of(seeds.names().stream().mapToInt(MemberIndex.this::known));
            BitSet seedTypes = new BitSet();
            List<Numbers> words = uses.stream()
                    .map(some -> Numbers.of(some.stream().mapToInt(Use::name)))
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
                        words.get(i).toArray(),
                        Numbers.of(signatures.get(i)).toArray(),
                        Numbers.of(parameters.get(i)).toArray()));
            }
            return new Read(read, Numbers.of(all), qualifiers);
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
            all.add(use.name());
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
                signatures.get(at).add(use.name());
                if (use.at() >= member.parametersStart()) {
                    parameters.get(at).add(use.name());
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

    int types() {
        return types.size();
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
        return mentioned[file].contains(type);
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
    Numbers ancestors(int type) {
        return ancestors[type];
    }

    /** Everything that the type or one that extends it is. */
    Numbers ancestorsOfSubtypes(int type) {
        return Numbers.of(Arrays.stream(subtypes[type]).flatMap(subtype -> ancestors[subtype].stream()));
    }

    /** Whether something that the files do not declare may call the type's methods. */
    boolean hasForeignSupertype(int type) {
        return ancestors[type].stream().anyMatch(withForeignSupertype::get);
    }

    /** The types that have the simple name and may be meant by it in the file. */
    IntStream meant(int name, int file) {
        return Arrays.stream(typesNamed[name]).filter(mentioned[file]::contains);
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
    Numbers seen(int file) {
        Numbers here = words.get(file);
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
        return Numbers.of(closure.all().stream());
    }

    private void addTypes(int[] found, int file, Closure closure) {
        for (int name : found) {
            for (int type : typesNamed[name]) {
                if (mentioned[file].contains(type)) {
                    closure.addAll(ancestors[type]);
                }
            }
        }
    }

    private static boolean isNamed(Member member, Numbers here) {
        for (int name : member.names()) {
            if (here.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
