package dev.agentcost.analyzer.source;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** From the members that use a framework to those that come to them, and to what all of these need. */
final class MemberReach {

    /**
     * How far what reaches is followed into what it needs. What lies beyond reaches nothing, and its results are as unknown as a library's.
     * In 58 public projects four steps found every value that all steps found, and three lost some in two of them; one more is taken.
     */
    private static final int STEPS = 5;

    /** A name as it stands in code of a type, with all that tells what it means there. */
    private record Question(int owner, Use use, int file, boolean isHead, Set<String> implemented) {

        static Question of(MemberIndex.Member user, Use use) {
            return new Question(
                    user.owner(),
                    use,
                    user.file(),
                    user.scan().isHead(),
                    user.scan().implemented());
        }
    }

    private final MemberIndex index;
    private final @Nullable Numbers[] seen;

    /** By type: the set of it alone. */
    private final Numbers[] alone;

    private final Map<Integer, Numbers> related = new HashMap<>();
    private final Map<Integer, Boolean> foreign = new HashMap<>();
    private final Map<MemberIndex.Member, int[]> own = new IdentityHashMap<>();
    private final Closure reached = new Closure();
    private final BitSet declaringReached = new BitSet();
    private final BitSet created = new BitSet();
    private final Set<Question> lambdaNames = new HashSet<>();
    private final Closure needed = new Closure();
    private final Set<Question> neededNames = new HashSet<>();
    private final Set<Long> neededTypes = new HashSet<>();

    MemberReach(MemberIndex index) {
        this.index = index;
        seen = new Numbers[index.files()];
        alone = IntStream.range(0, index.types()).mapToObj(Numbers::of).toArray(Numbers[]::new);
        for (int member = 0; member < index.members(); member++) {
            start(member);
        }
        for (int member = reached.next(); member >= 0; member = reached.next()) {
            reach(index.member(member));
        }
        needed.addAll(reached.all());
        needed.addAll(declaringReached);
        BitSet reachingFiles = reachingFiles();
        for (int member = 0; member < index.members(); member++) {
            // what stands beside what reaches hands values to it, too
            if (reachingFiles.get(index.member(member).file())) {
                needed.add(member);
            }
        }
        for (int step = 0; step < STEPS; step++) {
            needed.given().stream().forEach(member -> need(index.member(member)));
        }
    }

    private void start(int number) {
        MemberIndex.Member member = index.member(number);
        boolean isData = !member.scan().isMethod()
                && !member.scan().isHead()
                && !member.scan().names().isEmpty();
        switch (member.seed()) {
            case NOT -> {}
            case BY_NAME -> reached.add(number);
            case BY_TEXT -> {
                if (isData) {
                    // to create a text runs nothing
                    declaringReached.set(number);
                    reachNames(member);
                } else {
                    reached.add(number);
                }
            }
            case BY_TYPE -> {
                if (!isData) {
                    reached.add(number);
                }
            }
        }
    }

    /** The files with a member that reaches. */
    BitSet reachingFiles() {
        return files(reachingMembers());
    }

    /** The files with a member that reaches or is needed by one that does. */
    BitSet files() {
        BitSet files = files(needed.all());
        needed.all().stream()
                .flatMap(member -> index.ancestors(index.member(member).owner()).stream())
                .distinct()
                .flatMap(type -> Arrays.stream(index.of(type)))
                .forEach(member -> files.set(index.member(member).file()));
        return files;
    }

    /** Those that reach, and those by whose declarations they are called. */
    private BitSet reachingMembers() {
        BitSet members = (BitSet) reached.all().clone();
        members.or(declaringReached);
        return members;
    }

    private BitSet files(BitSet members) {
        BitSet files = new BitSet();
        members.stream().forEach(member -> files.set(index.member(member).file()));
        return files;
    }

    /** The types with a member that reaches. */
    BitSet reachingTypes() {
        BitSet types = new BitSet();
        reachingMembers().stream()
                .forEach(member -> types.set(index.member(member).owner()));
        return types;
    }

    /** The types whose members the file may name, inherited ones, too. */
    private Numbers seen(int file) {
        Numbers known = seen[file];
        if (known == null) {
            known = index.seen(file);
            seen[file] = known;
        }
        return known;
    }

    // ---- what a name means

    /** Whether the name, as it stands in the member, may be a use of the other. */
    private boolean isMeant(MemberIndex.Member user, Use use, MemberIndex.Member other) {
        if (use.name() == index.simpleName(other.owner())) {
            return isCreation(user, use, other.owner(), other.scan().parameters());
        }
        return isMeantBySign(use, other) && isMeantThere(user, use, other, alone[other.owner()]);
    }

    /** Whether an object of the type may be made or taken apart there, or of a subtype that the member is the head of. */
    private boolean isCreation(MemberIndex.Member user, Use use, int type, int parameters) {
        if (!index.isMentioned(type, user.file())) {
            return false;
        }
        return switch (use.form()) {
            case CREATION -> use.hands(parameters);
            // what looks like a call takes an object apart
            case QUALIFIER, ANNOTATION, CALL -> true;
            case REFERENCE, PLAIN ->
                user.scan().isHead() && index.ancestors(user.owner()).contains(type);
        };
    }

    /** Whether the use looks like one of such a member. */
    private boolean isMeantBySign(Use use, MemberIndex.Member other) {
        if (other.scan().isMethod()) {
            return switch (use.form()) {
                case CALL -> use.hands(other.scan().parameters());
                case REFERENCE -> true;
                case PLAIN, CREATION, ANNOTATION, QUALIFIER -> false;
            };
        }
        return switch (use.form()) {
            case CALL -> use.hands(0) || use.hands(1);
            case REFERENCE, PLAIN, QUALIFIER -> true;
            case CREATION, ANNOTATION -> false;
        };
    }

    /**
     * Whether what the name is named on may have the member.
     *
     * @param declaring the types by whose declaration it may be meant
     */
    private boolean isMeantThere(MemberIndex.Member user, Use use, MemberIndex.Member other, Numbers declaring) {
        return switch (use.receiver()) {
            case Use.OWN -> {
                // in the label of a switch
                boolean isConstant = other.scan().isValued() && use.form() == Use.Form.PLAIN;
                yield Arrays.stream(own(user)).anyMatch(type -> isMeantOn(type, other.owner(), declaring))
                        || isConstant && seen(user.file()).intersects(declaring);
            }
            case Use.UNKNOWN -> seen(user.file()).intersects(declaring);
            case Use.FOREIGN -> isForeign(other.owner()) && seen(user.file()).intersects(declaring);
            default -> {
                int[] types = index.meant(use.receiver(), user.file()).toArray();
                yield types.length == 0
                        ? seen(user.file()).intersects(declaring)
                        : Arrays.stream(types).anyMatch(type -> isMeantOn(type, other.owner(), declaring));
            }
        };
    }

    /** Whether the type has the member by one of the declarations, and its objects may be of the owner. */
    private boolean isMeantOn(int type, int owner, Numbers declaring) {
        return related(owner).contains(type) && index.ancestors(type).intersects(declaring);
    }

    /** Whether an object of the type may also be of one that the files do not declare. */
    private boolean isForeign(int type) {
        return foreign.computeIfAbsent(type, key -> related(key).stream().anyMatch(index::hasForeignSupertype));
    }

    /** The types whose members code of the member may name without saying on what. */
    private int[] own(MemberIndex.Member member) {
        return own.computeIfAbsent(member, this::findOwn);
    }

    private int[] findOwn(MemberIndex.Member member) {
        BitSet all = new BitSet();
        for (int type = member.owner(); type >= 0; type = index.outer(type)) {
            all.set(type);
        }
        index.implemented(member).forEach(all::set);
        return all.stream().toArray();
    }

    // ---- what comes to a model

    private void reach(MemberIndex.Member member) {
        int owner = member.owner();
        reachNames(member);
        FileScan.Member scan = member.scan();
        if (scan.isHead() && index.extendsSeed(owner)) {
            // what it inherits from there may be what its other supertypes declare
            related(owner).stream().forEach(this::reachMethods);
        }
        boolean createdWithIt = scan.isHead() || scan.names().isEmpty() || scan.isValued();
        if (createdWithIt || index.hasForeignSupertype(owner)) {
            create(owner);
        }
        index.implemented(member)
                .forEach(supertype -> index.ancestors(supertype).stream().forEach(type -> reachCalledIn(member, type)));
        if (scan.writesLambdas()) {
            reachImplementedByLambda(member);
        }
    }

    private void reachNames(MemberIndex.Member member) {
        for (int name : member.names()) {
            if (name == index.simpleName(member.owner())) {
                create(member.owner());
            } else {
                reach(member, name);
            }
        }
    }

    /** What creates objects of the type, whatever it hands them, as constructors call each other. */
    private void create(int type) {
        if (created.get(type)) {
            return;
        }
        created.set(type);
        int name = index.simpleName(type);
        for (int number : index.naming(name)) {
            MemberIndex.Member user = index.member(number);
            if (!reached.contains(number)
                    && user.uses(name).anyMatch(use -> isCreation(user, use, type, FileScan.Member.ANY_NUMBER))) {
                reached.add(number);
            }
        }
    }

    private void reach(MemberIndex.Member member, int name) {
        int type = member.owner();
        Numbers related = related(type);
        Set<Integer> owners = new HashSet<>(Set.of(type));
        for (int number : index.named(name)) {
            MemberIndex.Member other = index.member(number);
            boolean isBelow = index.ancestors(other.owner()).contains(type);
            if (!isBelow && related.contains(other.owner()) && isSameMethod(member, other)) {
                owners.add(other.owner());
                declaringReached.set(number);
            }
        }
        Numbers declaring = Numbers.of(owners);
        for (int number : index.naming(name)) {
            MemberIndex.Member user = index.member(number);
            if (!reached.contains(number)
                    && user.uses(name)
                            .anyMatch(
                                    use -> isMeantBySign(use, member) && isMeantThere(user, use, member, declaring))) {
                reached.add(number);
            }
        }
    }

    /** Whether one may override the other, which a library may write for a field. */
    private static boolean isSameMethod(MemberIndex.Member one, MemberIndex.Member other) {
        int parameters = one.scan().parameters();
        return !one.scan().isMethod()
                || !other.scan().isMethod()
                || parameters == other.scan().parameters()
                || parameters == FileScan.Member.ANY_NUMBER
                || other.scan().parameters() == FileScan.Member.ANY_NUMBER;
    }

    /** A lambda implements a type that stands beside it or in the signature of what it is given to. */
    private void reachImplementedByLambda(MemberIndex.Member member) {
        for (int name : member.words()) {
            reachCallbacks(name, member.file());
        }
        for (Use use : member.uses()) {
            if (!lambdaNames.add(Question.of(member, use))) {
                continue;
            }
            for (int other : index.named(use.name())) {
                MemberIndex.Member called = index.member(other);
                if (isMeant(member, use, called)) {
                    for (int parameter : called.parameters()) {
                        reachCallbacks(parameter, called.file());
                    }
                }
            }
        }
    }

    private void reachCallbacks(int name, int file) {
        for (int type : index.typesNamed(name)) {
            if (index.isCallback(type) && index.isMentioned(type, file)) {
                reachAbstract(type);
            }
        }
    }

    /** A member of a type inside the member may be what the type's member of that name is when it runs. */
    private void reachCalledIn(MemberIndex.Member member, int type) {
        for (int other : index.of(type)) {
            for (int name : index.member(other).names()) {
                if (member.hasWord(name)) {
                    reached.add(other);
                }
            }
        }
    }

    private void reachAbstract(int type) {
        for (int number : index.of(type)) {
            FileScan.Member member = index.member(number).scan();
            if (member.isMethod() && member.signatureEnd() == member.end()) {
                reached.add(number);
            }
        }
    }

    private void reachMethods(int type) {
        for (int member : index.of(type)) {
            if (index.member(member).scan().isMethod()) {
                reached.add(member);
            }
        }
    }

    /** Everything that the type or one that extends it is. */
    private Numbers related(int type) {
        return related.computeIfAbsent(type, index::ancestorsOfSubtypes);
    }

    // ---- what that needs

    private void need(MemberIndex.Member member) {
        needType(member.owner(), false);
        for (int name : member.words()) {
            for (int type : index.typesNamed(name)) {
                if (index.isMentioned(type, member.file())) {
                    // a framework may call whatever it is given
                    needType(type, member.seed() != MemberIndex.Seed.NOT);
                }
            }
        }
        for (Use use : member.uses()) {
            if (neededNames.add(Question.of(member, use))) {
                needNamed(member, use);
            }
        }
    }

    /** The members that the name may mean, and those that override them. */
    private void needNamed(MemberIndex.Member member, Use use) {
        Numbers owners = Numbers.of(Arrays.stream(index.named(use.name()))
                .mapToObj(index::member)
                .filter(other -> isMeant(member, use, other))
                .mapToInt(MemberIndex.Member::owner));
        for (int number : index.named(use.name())) {
            MemberIndex.Member other = index.member(number);
            if (index.ancestors(other.owner()).intersects(owners) && isLike(use, other)) {
                needed.add(number);
            }
        }
    }

    private boolean isLike(Use use, MemberIndex.Member other) {
        return use.name() == index.simpleName(other.owner()) || isMeantBySign(use, other);
    }

    private void needType(int type, boolean wholly) {
        if (!neededTypes.add((long) type << 1 | (wholly ? 1 : 0))) {
            return;
        }
        for (int number : index.of(type)) {
            FileScan.Member member = index.member(number).scan();
            if (wholly
                    || member.isHead()
                    || member.names().isEmpty()
                    || member.isValued()
                    || isConstructor(number, type)) {
                needed.add(number);
            }
        }
    }

    private boolean isConstructor(int member, int type) {
        return index.member(member).scan().names().contains(index.name(index.simpleName(type)));
    }
}
