package dev.agentcost.analyzer.source;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the members that use a framework to those that come to them, and to what all of these need. */
final class MemberReach {

    /**
     * How far what reaches is followed into what it needs. What lies beyond reaches nothing, and its results are as unknown as a library's.
     * In 58 public projects four steps found every value that all steps found, and three lost some in two of them; one more is taken.
     */
    private static final int STEPS = 5;

    private final MemberIndex index;
    private final @Nullable BitSet[] seen;
    private final Map<Integer, BitSet> related = new HashMap<>();
    private final Closure reached = new Closure();
    private final Set<Long> reachedNames = new HashSet<>();
    private final Set<Long> lambdaNames = new HashSet<>();
    private final Closure needed = new Closure();
    private final Set<Long> neededNames = new HashSet<>();
    private final Set<Long> neededTypes = new HashSet<>();

    MemberReach(MemberIndex index) {
        this.index = index;
        seen = new BitSet[index.files()];
        for (int member = 0; member < index.members(); member++) {
            if (index.member(member).isSeed()) {
                reached.add(member);
            }
        }
        for (int member = reached.next(); member >= 0; member = reached.next()) {
            reach(index.member(member));
        }
        needed.addAll(reached.all());
        for (int step = 0; step < STEPS; step++) {
            needed.given().stream().forEach(member -> need(index.member(member)));
        }
    }

    /** The files with a member that reaches. */
    BitSet reachingFiles() {
        return files(reached);
    }

    /** The files with a member that reaches or is needed by one that does. */
    BitSet files() {
        BitSet files = files(needed);
        needed.all().stream()
                .flatMap(member -> index.ancestors(index.member(member).owner()).stream())
                .distinct()
                .flatMap(type -> Arrays.stream(index.of(type)))
                .forEach(member -> files.set(index.member(member).file()));
        return files;
    }

    private BitSet files(Closure members) {
        BitSet files = new BitSet();
        members.all().stream().forEach(member -> files.set(index.member(member).file()));
        return files;
    }

    /** The types with a member that reaches. */
    BitSet reachingTypes() {
        BitSet types = new BitSet();
        reached.all().stream().forEach(member -> types.set(index.member(member).owner()));
        return types;
    }

    /** The types whose members the file may name, inherited ones, too. */
    private BitSet seen(int file) {
        BitSet known = seen[file];
        if (known == null) {
            known = index.seen(file);
            seen[file] = known;
        }
        return known;
    }

    private static long key(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    // ---- what comes to a model

    private void reach(MemberIndex.Member member) {
        int owner = member.owner();
        for (int name : member.names()) {
            reach(owner, name);
        }
        FileScan.Member scan = member.scan();
        if (scan.isHead() && index.extendsSeed(owner)) {
            // what it inherits from there may be what its other supertypes declare
            related(owner).stream().forEach(this::reachMethods);
        }
        boolean createdWithIt = scan.isHead() || scan.names().isEmpty() || scan.isValued();
        if (createdWithIt || index.hasForeignSupertype(owner)) {
            reach(owner, index.simpleName(owner));
        }
        index.implemented(member)
                .forEach(supertype -> index.ancestors(supertype).stream().forEach(type -> reachCalledIn(member, type)));
        if (scan.writesLambdas()) {
            reachImplementedByLambda(member);
        }
    }

    /** A lambda implements a type that stands beside it or in the signature of what it is given to. */
    private void reachImplementedByLambda(MemberIndex.Member member) {
        for (int name : member.signature()) {
            reachCallbacks(name, member.file());
        }
        for (int name : member.words()) {
            if (!lambdaNames.add(key(member.file(), name))) {
                continue;
            }
            reachCallbacks(name, member.file());
            for (int other : index.named(name)) {
                MemberIndex.Member called = index.member(other);
                if (seen(member.file()).get(called.owner())) {
                    for (int parameter : called.signature()) {
                        reachCallbacks(parameter, called.file());
                    }
                }
            }
        }
    }

    private void reachCallbacks(int name, int file) {
        for (int type : index.typesNamed(name)) {
            if (index.isCallback(type) && index.isMentioned(type, file)) {
                reachMethods(type);
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

    private void reachMethods(int type) {
        for (int member : index.of(type)) {
            if (index.member(member).scan().isMethod()) {
                reached.add(member);
            }
        }
    }

    private void reach(int type, int name) {
        if (!reachedNames.add(key(type, name))) {
            return;
        }
        for (int member : index.naming(name)) {
            if (!reached.contains(member) && seen(index.member(member).file()).get(type)) {
                reached.add(member);
            }
        }
        if (name != index.simpleName(type)) {
            // declared above, it is called there
            BitSet related = related(type);
            for (int member : index.named(name)) {
                int owner = index.member(member).owner();
                if (owner != type && related.get(owner)) {
                    reached.add(member);
                }
            }
        }
    }

    /** Everything that the type or one that extends it is. */
    private BitSet related(int type) {
        return related.computeIfAbsent(type, index::ancestorsOfSubtypes);
    }

    // ---- what that needs

    private void need(MemberIndex.Member member) {
        needType(member.owner(), false);
        for (int name : member.words()) {
            for (int type : index.typesNamed(name)) {
                if (index.isMentioned(type, member.file())) {
                    // a framework may call whatever it is given
                    needType(type, member.isSeed());
                }
            }
            if (neededNames.add(key(member.file(), name))) {
                needNamed(name, member.file());
            }
        }
    }

    /** The members that the name may mean in the file, and those that override them. */
    private void needNamed(int name, int file) {
        BitSet owners = new BitSet();
        for (int member : index.named(name)) {
            int owner = index.member(member).owner();
            if (seen(file).get(owner)) {
                owners.set(owner);
            }
        }
        for (int member : index.named(name)) {
            if (index.ancestors(index.member(member).owner()).intersects(owners)) {
                needed.add(member);
            }
        }
    }

    private void needType(int type, boolean wholly) {
        if (!neededTypes.add(key(type, wholly ? 1 : 0))) {
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
