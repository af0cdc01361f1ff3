import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Counters and limits in fields, records, constants and behind methods. */
class State {

    static final int CAP = 12;
    private static final int DERIVED = CAP * 2 + 1;
    private static int changed = 3;
    public static int open = 4;
    static int closed = 4;

    static void constant() {
        for (int i = 0; i < CAP; i++) { // bound: 12
            work(i);
        }
    }

    static void derivedConstant() {
        for (int i = 0; i < DERIVED; i++) { // bound: 25
            work(i);
        }
    }

    static void constantOfAnotherClass() {
        for (int i = 0; i < Limits.MOST; i++) { // bound: 7
            work(i);
        }
    }

    static final class Limits {
        static final int MOST = 7;
    }

    static void assignedElsewhere() {
        for (int i = 0; i < changed; i++) { // bound: changed
            work(i);
        }
    }

    static void change(int value) {
        changed = value;
    }

    static void othersMayAssignIt() {
        for (int i = 0; i < open; i++) { // bound: open
            work(i);
        }
    }

    static void onlyThisPackageMayAssignIt() {
        for (int i = 0; i < closed; i++) { // bound: 4
            work(i);
        }
    }

    static void fieldMovesInTheLoop() {
        changed = 1;
        for (int i = 0; i < changed; i++) { // unbounded
            changed++;
        }
    }

    static void fieldMovedByACallee() {
        changed = 1;
        for (int i = 0; i < changed; i++) { // unbounded
            raise();
        }
    }

    private static void raise() {
        changed++;
    }

    record Config(int maxTurns, String name) {}

    static Config anyConfig(Random random) {
        return new Config(random.nextInt(12) - 2, "x");
    }

    static void recordComponent(Config config, BooleanSupplier oracle) {
        int turn = 0;
        while (oracle.getAsBoolean() && turn < config.maxTurns()) { // bound: maxTurns
            turn++;
        }
    }

    static final class Settings {
        private int turns = 8;
        private int calls = 8;

        public void setTurns(int turns) {
            this.turns = turns;
        }

        void setCalls(int calls) {
            this.calls = calls;
        }

        int getTurns() {
            return turns;
        }

        int getCalls() {
            return calls;
        }
    }

    static Settings anySettings(Random random) {
        Settings settings = new Settings();
        settings.setCalls(11);
        if (random.nextBoolean()) {
            settings.setTurns(3);
        }
        return settings;
    }

    static void aPublicSetterIsOpen(Settings settings) {
        for (int i = 0; i < settings.getTurns(); i++) { // bound: turns
            work(i);
        }
    }

    static void aSetterWithKnownCallersIsClosed(Settings settings) {
        for (int i = 0; i < settings.getCalls(); i++) { // bound: 11
            work(i);
        }
    }

    static void aSettingHeldInALocal(Settings settings) {
        int most = settings.getTurns();
        for (int i = 0; i < most; i++) { // bound: turns
            work(i);
        }
    }

    enum Mode {
        FAST(2),
        SLOW(9);

        final int turns;

        Mode(int turns) {
            this.turns = turns;
        }
    }

    static void enumValue(Mode mode) {
        for (int i = 0; i < mode.turns; i++) { // bound: 9
            work(i);
        }
    }

    static void eachEnumValue() {
        for (Mode mode : Mode.values()) { // bound: 2
            work(mode.turns);
        }
    }

    static final class Agent {
        private final int maxSteps = 10;
        private int step;
        private boolean done;
        private int limit = 5;

        void run(BooleanSupplier oracle) {
            while (!done && step < maxSteps) { // bound: 10
                step++;
                done = oracle.getAsBoolean();
            }
        }

        void runBehindMethods(BooleanSupplier oracle) {
            while (!isFinished()) { // bound: 10
                step(oracle);
            }
        }

        boolean isFinished() {
            return step >= maxSteps;
        }

        void step(BooleanSupplier oracle) {
            step++;
            oracle.getAsBoolean();
        }

        void setLimit(int limit) {
            this.limit = limit;
        }

        void runToTheLimit() {
            for (int i = 0; i < limit; i++) { // bound: limit
                work(i);
            }
        }

        void otherMayBeThis(Agent other) {
            for (int i = 0; i < limit; i++) { // unbounded
                other.limit++;
            }
        }
    }

    static Agent anyAgent(Random random) {
        return new Agent();
    }

    static void fieldCounter(Agent agent, BooleanSupplier oracle) { // total: 20
        agent.run(oracle);
    }

    static void aliased(Agent agent) {
        agent.otherMayBeThis(agent);
    }

    static void limited(Agent agent, int n) {
        agent.setLimit(n);
        agent.runToTheLimit();
    }

    static void steppedBehindMethods(Agent agent, BooleanSupplier oracle) { // total: 30
        agent.runBehindMethods(oracle);
    }

    abstract static class Base {
        int steps;

        abstract void once();

        void loop() {
            while (steps < 6) { // unbounded
                once();
            }
        }
    }

    static final class Good extends Base {
        @Override
        void once() {
            steps++;
        }
    }

    static final class Lazy extends Base {
        @Override
        void once() {
            work(1);
        }
    }

    static void oneOverrideDoesNotStep(boolean good) {
        Base base = good ? new Good() : new Lazy();
        base.loop();
    }

    abstract static class Template {
        int steps;

        abstract void once();

        void loop() {
            while (steps < 6) { // bound: 6
                once();
            }
        }
    }

    static final class ByOne extends Template {
        @Override
        void once() {
            steps++;
        }
    }

    static final class ByTwo extends Template {
        @Override
        void once() {
            steps += 2;
        }
    }

    static void everyOverrideSteps(boolean one) {
        Template template = one ? new ByOne() : new ByTwo();
        template.loop();
    }

    static void returnedConstant() {
        for (int i = 0; i < four(); i++) { // bound: 4
            work(i);
        }
    }

    private static int four() {
        return 4;
    }

    static void returnedParameter(int n) {
        for (int i = 0; i < twice(n); i++) { // bound: 2 * n
            work(i);
        }
    }

    private static int twice(int n) {
        return n * 2;
    }

    static void calleeLoops(int n) { // total: n + 3
        loops(n);
        loops(3);
    }

    static void loops(int m) {
        for (int i = 0; i < m; i++) { // bound: m
            work(i);
        }
    }

    static void calleeLoopsWithASize(List<Integer> list) { // total: size(list)
        each(list);
    }

    private static void each(List<Integer> values) {
        for (int value : values) { // bound: size(values)
            work(value);
        }
    }

    static void negativeArgument() { // total: 0
        loops(-3);
    }

    static void fromTo(int start, int end) {
        for (int i = start; i < end; i++) { // bound: [end - start]
            work(i);
        }
    }

    static void fromMinusTwoToThree() { // total: 5
        fromTo(-2, 3);
    }

    static void retries(int max, BooleanSupplier oracle) {
        int attempt = 0;
        while (true) { // bound: max(0, max - 1) + 1
            attempt++;
            try {
                if (oracle.getAsBoolean()) {
                    return;
                }
                throw new IllegalStateException("failed");
            } catch (IllegalStateException failed) {
                if (attempt >= max) {
                    throw failed;
                }
            }
        }
    }

    static void counterThatOnlyGrowsInACatch(BooleanSupplier oracle) {
        int failures = 0;
        while (failures < 3) { // unbounded
            try {
                if (oracle.getAsBoolean()) {
                    throw new IllegalStateException("failed");
                }
            } catch (IllegalStateException failed) {
                failures++;
            }
        }
    }

    static void stepSkippedByAnException(BooleanSupplier oracle) {
        int i = 0;
        while (i < 10) { // unbounded
            try {
                if (oracle.getAsBoolean()) {
                    throw new IllegalStateException("failed");
                }
                i++;
            } catch (IllegalStateException swallowed) {
                work(i);
            }
        }
    }

    static void stepInAFinally(BooleanSupplier oracle) {
        int i = 0;
        while (i < 10) { // bound: 10
            try {
                if (oracle.getAsBoolean()) {
                    throw new IllegalStateException("failed");
                }
            } catch (IllegalStateException swallowed) {
                work(i);
            } finally {
                i++;
            }
        }
    }

    static void interrupted() {
        while (!Thread.currentThread().isInterrupted()) { // unbounded
            work(1);
        }
    }

    static void parameterOrFive(int n, boolean b) {
        if (b) {
            n = 5;
        }
        for (int i = 0; i < n; i++) { // bound: max(n, 5)
            work(i);
        }
    }

    static void afterTheLoop(int n) {
        int i;
        for (i = 0; i < n; i++) { // bound: n
            work(i);
        }
        for (int j = 0; j < i; j++) { // bound: i
            work(j);
        }
    }

    static void copyOfAParameterThatChanges(int n) {
        int k = n;
        n = 0;
        while (k > n) { // bound: [k - n]
            k--;
        }
    }

    static void movedInsideBeforeTheInnerLoop(int n) {
        for (int i = 0; i < n; i++) { // bound: ceil(1/11 * n)
            i += 10;
            for (int j = 0; j < i; j++) { // bound: i
                work(j);
            }
        }
    }

    static void sizeTakenBeforeTheListGrows(List<Integer> list) {
        int size = list.size();
        list.add(1);
        for (int i = 0; i < size; i++) { // bound: size
            list.add(i);
        }
    }

    static void lambdaBody(List<Integer> list) {
        list.forEach(x -> { // bound: size(list)
            for (int i = 0; i < 3; i++) { // bound: 3
                work(i);
            }
        });
    }

    static void exceptionLeaves(List<Integer> list) {
        int i = 0;
        while (true) { // unbounded
            work(list.get(i++));
        }
    }

    private static void work(int i) {}
}
