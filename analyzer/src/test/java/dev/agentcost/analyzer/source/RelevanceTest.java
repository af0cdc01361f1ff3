package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which files can matter, told from their words. */
class RelevanceTest {

    private static final String SEED = "import dev.ai.Model; ";

    private final List<SourceText> texts = new ArrayList<>();
    private final Set<TypeName> dependencies = new HashSet<>();

    private void file(String name, String text) {
        texts.add(new SourceText(name, text, List.of()));
    }

    private List<String> reaching() {
        return names(relevance().reaching());
    }

    private List<String> supporting() {
        return names(relevance().supporting());
    }

    private Relevance relevance() {
        Map<TypeName, Set<String>> reaching =
                Map.of(new TypeName("dev.ai", "Model"), Set.of("go"), new TypeName("dev.ai", "Service"), Set.of());
        Set<TypeName> types = Set.of(new TypeName("dev.ai", "Model"), new TypeName("dev.ai", "Text"));
        List<List<String>> bodyKeys = List.of(List.of("model", "messages"), List.of("contents", "parts"));
        return Relevance.of(
                texts,
                new Frameworks(Set.of("dev.ai", "/v1/chat"), bodyKeys, types, reaching),
                dependencies,
                new Workers(2));
    }

    private List<String> names(List<Integer> indices) {
        return indices.stream().map(i -> texts.get(i).name()).toList();
    }

    @Test
    void withoutAMarkerNothingIsRelevant() {
        file("A", "class A { B b; }");
        file("B", "class B { String s = \"dev.a\"; }");
        assertThat(relevance()).isEqualTo(new Relevance(List.of(), List.of(), Set.of()));
    }

    @Test
    void oneKeyOfABodyMeansNothing() {
        file("Texts", "class Texts { String bundle = \"messages\"; String models = \"models\"; }");
        file("Caller", "class Caller { Texts texts; /* \"parts\" */ }");
        assertThat(relevance()).isEqualTo(new Relevance(List.of(), List.of(), Set.of()));
    }

    @Test
    void whatWritesAKeyOfABodyReachesWhereTheProgramWritesTheOthers() {
        file("Agent", "class Agent { String json(String text) { return \"{\\\"messages\\\": [\" + text + \"]}\"; } }");
        file("Keys", "class Keys { static final String MODEL = \"model\"; }");
        file("Caller", "class Caller { Agent agent; void call() { agent.json(Keys.MODEL); } }");
        file("Other", "class Other { String parts = \"parts\"; }");
        assertThat(reaching()).containsExactly("Agent", "Keys", "Caller");
    }

    @Test
    void callersOfCallersReachAndHelpersSupport() {
        file("Agent", SEED + "class Agent { Model model; void ask() { model.go(Limits.MAX); } }");
        file("Caller", "class Caller { Agent agent; void call() { agent.ask(); } }");
        file("Main", "class Main { void main() { new Caller().call(); } }");
        file("Limits", "class Limits { static int MAX = Deep.X; }");
        file("Deep", "enum Deep { X }");
        file("Other", "class Other { Limits l; }");
        assertThat(reaching()).containsExactly("Agent", "Caller", "Main");
        assertThat(supporting()).containsExactly("Limits", "Deep");
        assertThat(relevance().types()).containsExactlyInAnyOrder("Agent", "Caller", "Main");
    }

    @Test
    void helpersOfHelpersAreFollowedForFiveStepsWithAllThatTheyAre() {
        file("Agent", SEED + "class Agent { void ask() { Model.go(First.one()); } }");
        file("First", "class First { static int one() { return Second.two(); } }");
        file("Second", "class Second { static int two() { return Third.three(); } }");
        file("Third", "class Third { static int three() { return Fourth.four(); } }");
        file("Fourth", "class Fourth { static int four() { return Fifth.five(); } }");
        file("Fifth", "class Fifth extends Base { static int five() { return Sixth.six(); } }");
        file("Base", "class Base extends Root { }");
        file("Root", "class Root { }");
        file("Sixth", "class Sixth { static int six() { return 6; } }");
        assertThat(reaching()).containsExactly("Agent");
        assertThat(supporting()).containsExactly("First", "Second", "Third", "Fourth", "Fifth", "Base", "Root");
    }

    @Test
    void whatOnlyNamesTheTypeOrAnotherOfItsMembersReachesNothing() {
        file(
                "Agent",
                SEED + "class Agent { Model model; int count; void ask() { model.go(); } int size() { return 1; } }");
        file("Sizes", "class Sizes { int of(Agent agent) { return agent.size(); } }");
        file("Holder", "class Holder { Agent agent; }");
        file("Asks", "class Asks { void run(Agent agent) { agent.ask(); } }");
        file("Stranger", "class Stranger { void run(Person person) { person.ask(); } }");
        assertThat(reaching()).containsExactly("Agent", "Asks");
    }

    @Test
    void aStringCanBeTheMarker() {
        file(
                "Http",
                "class Http { String url = BASE + \"/v1/chat\"; void send() { post(url); } void post(String u) {} }");
        file("Sends", "class Sends { Http http; void run() { http.send(); } }");
        assertThat(reaching()).containsExactly("Http", "Sends");
    }

    @Test
    void anAnnotationOfATypeMakesAllOfItsMembersReach() {
        file("Service", SEED + "@Model interface Service { String ask(String s); }");
        file("Asks", "class Asks { Service service; String f() { return service.ask(null); } }");
        assertThat(reaching()).containsExactly("Service", "Asks");
    }

    @Test
    void theComponentsOfARecordAreMembers() {
        file("Tools", SEED + "record Tools(Map<String, Integer> counts, Model model) {}");
        file("Asks", "class Asks { void f(Tools tools) { tools.model().go(); } }");
        file("Counts", "class Counts { int f(Tools tools) { return tools.counts().size(); } }");
        assertThat(reaching()).contains("Asks");
    }

    @Test
    void callersOfAnInterfaceReachItsImplementation() {
        file("Impl", SEED + "final class Impl<T> extends Base<T> implements Step { public void go() { Model.go(); } }");
        file("Step", "interface Step { void go(); int size(); }");
        file("Base", "abstract class Base<T> { abstract void go(); void all() { go(); } }");
        file("ByInterface", "class ByInterface { void run(Step s) { s.go(); } }");
        file("ByBase", "record ByBase(Base b) { void run() { b.all(); } }");
        file("ForSize", "class ForSize { int run(Step s) { return s.size(); } }");
        assertThat(reaching()).containsExactly("Impl", "Step", "Base", "ByInterface", "ByBase");
    }

    @Test
    void inheritedMembersAreThoseOfTheSubtype() {
        file("Base", SEED + "class Base { void ask() { Model.go(); } }");
        file("Sub", "class Sub extends Base {}");
        file("Asks", "class Asks { void f(Sub sub) { sub.ask(); } }");
        file("Inside", "class Inside extends Sub { void f() { ask(); } }");
        assertThat(reaching()).containsExactly("Base", "Asks", "Inside");
        assertThat(supporting()).containsExactly("Sub");
    }

    @Test
    void whatIsInheritedImplementsTheInterfacesOfTheSubtype() {
        file("Base", SEED + "class Base { void ask() { Model.go(); } }");
        file("Step", "interface Step { void ask(); }");
        file("Sub", "class Sub extends Base implements Step {}");
        file("Asks", "class Asks { void f(Step step) { step.ask(); } }");
        assertThat(reaching()).containsExactly("Base", "Step", "Asks");
    }

    @Test
    void whatIsInheritedFromElsewhereImplementsInterfacesToo() {
        file("Step", "interface Step { void ask(); }");
        file("Sub", SEED + "class Sub extends Model implements Step {}");
        file("Asks", "class Asks { void f(Step step) { step.ask(); } }");
        assertThat(reaching()).containsExactly("Step", "Sub", "Asks");
    }

    @Test
    void aChainOfCallsIsFollowedThroughTheSignatures() {
        file("Agent", SEED + "class Agent { void ask() { Model.go(); } }");
        file("Registry", "class Registry { List<Agent> agents() { return null; } }");
        file("Context", "class Context { Registry registry; }");
        file("Chain", "class Chain { void f(Context c) { c.getRegistry().agents().forEach(a -> a.ask()); } }");
        assertThat(reaching()).containsExactly("Agent", "Chain");
        assertThat(supporting()).containsExactly("Registry", "Context");
    }

    @Test
    void whatALibraryMayCallIsReachedByWhoCreatesIt() {
        file("Job", SEED + "class Job implements Runnable { public void run() { Model.go(); } }");
        file("Starts", "class Starts { void f(Executor e) { e.submit(new Job()); } }");
        file("Field", SEED + "class Field { private final Answer a = Model.go(); }");
        file("Creates", "class Creates { Object f() { return new Field(); } }");
        file("Static", SEED + "class Static { static { Model.go(); } }");
        file("Loads", "class Loads { Object f() { return Static.class; } }");
        assertThat(reaching()).containsExactly("Job", "Starts", "Field", "Creates", "Static", "Loads");
    }

    @Test
    void anonymousClassesAndLambdasImplementInterfaces() {
        file("Anonymous", SEED + "class Anonymous { Object o = new Handler(f(1), 2) { void h() { Model.go(); } }; }");
        file("Handler", "abstract class Handler { abstract void h(); int size; }");
        file("UsesHandler", "class UsesHandler { void f(Handler h) { h.h(); } }");
        file("Sizes", "class Sizes { int f(Handler handler) { return handler.size; } }");
        file("Registers", SEED + "class Registers { void f(Registry r) { r.add(x -> Model.go()); } }");
        file("Registry", "class Registry { void add(Callback c) {} }");
        file("Callback", "interface Callback { static void no() { ; } int MAX = f(); String call(String s); }");
        file("Dispatcher", "class Dispatcher { void run(Callback c) { c.call(null); } }");
        file("Wide", "interface Wide { void one(); void two(); }");
        file("UsesWide", "class UsesWide { void f(Wide w) { w.one(); } }");
        file("Mentions", SEED + "class Mentions { void f(Wide w) { Model.go(() -> 1); } }");
        assertThat(reaching())
                .containsExactly(
                        "Anonymous", "Handler", "UsesHandler", "Registers", "Callback", "Dispatcher", "Mentions");
        assertThat(supporting()).contains("Registry");
    }

    @Test
    void aTypeArgumentIsNoSupertype() {
        file(
                "Agent",
                SEED
                        + "class Agent extends Base<Data> { int code; void ask() { Model.go(code, new Ref<Data>() {}); } }");
        file("Data", "class Data { int code; void ask() {} }");
        file("Uses", "class Uses { void f(Data data) { data.code++; data.ask(); } }");
        assertThat(reaching()).containsExactly("Agent");
    }

    @Test
    void aLocalClassBelongsToItsMethod() {
        file(
                "Local",
                SEED
                        + "class Local { Step f() { class Mine implements Step { void go() { Model.go(); } } return new Mine(); } }");
        file("Step", "interface Step { void go(); }");
        file("Uses", "class Uses { void f(Step s) { s.go(); } }");
        assertThat(reaching()).containsExactly("Local", "Step", "Uses");
    }

    @Test
    void nestedTypesOfOneNameAreToldApartByTheTypeAroundThem() {
        file("Agent", SEED + "class Agent { static class Builder { Agent build() { Model.go(); return null; } } }");
        file("Other", "class Other { static class Builder { Other build() { return null; } } }");
        file("Builds", "class Builds { Object f() { return new Agent.Builder().build(); } }");
        file("BuildsOther", "class BuildsOther { Object f() { return new Other.Builder().build(); } }");
        file("Inherits", "class Inherits extends Agent { Object f() { return new Builder().build(); } }");
        file("Foreign", "import java.net.*; class Foreign { Object f(Builder builder) { return builder.build(); } }");
        assertThat(reaching()).containsExactly("Agent", "Builds", "Inherits");
    }

    @Test
    void whatASeenTypeDoesNotDeclareIsNotMeantInItsSubtypes() {
        file("Agent", SEED + "class Agent { void ask(Data data) { Model.go(data.id(), data.size()); } }");
        file("Data", "class Data { int id() { return 0; } }");
        file("Sub", "class Sub extends Data { int id() { return 1; } }");
        file("Other", "class Other extends Data { int size() { return 1; } }");
        assertThat(reaching()).containsExactly("Agent");
        assertThat(supporting()).containsExactly("Data", "Sub");
    }

    @Test
    void theConstantsOfAnEnumAreMembers() {
        file(
                "Step",
                SEED
                        + "enum Step { ASK { void go() { Model.go(); } }, WAIT(1); Step() {} void go() {} static int count; }");
        file("Runs", "class Runs { Step s = Step.ASK; }");
        file("Counts", "class Counts { int n = Step.count; }");
        assertThat(reaching()).contains("Step", "Runs");
    }

    @Test
    void membersOutsideOfTypesCount() {
        file("Main", SEED + "void main() { Model.go(Limits.MAX); }");
        file("Limits", "class Limits { static final int MAX = 1, MIN = 0; }");
        assertThat(reaching()).containsExactly("Main");
        assertThat(supporting()).containsExactly("Limits");
    }

    @Test
    void wordsThatDeclareOnlySometimesMisleadNobody() {
        file("Agent", SEED + """
                class Agent {
                    void check(Object record) { if (record instanceof String) { Model.go(); } }
                    int kept(Class<?> enumClass) { return this.record.interfaces(enumClass.class); }
                    void ask() { Model.go(); }
                }
                """);
        file(
                "Pair",
                "record Pair(@Alias({ \"a\", \"b\" }) int a, @Deprecated Agent agent) { void all() { agent.ask(); } }");
        file("Checks", "class Checks { void f(Agent agent) { agent.check(null); } }");
        file("Keeps", "class Keeps { int f(Agent agent) { return agent.kept(null); } }");
        file("Asks", "class Asks { void f(Pair pair) { pair.all(); } }");
        assertThat(reaching()).containsExactly("Agent", "Pair", "Checks", "Asks");
    }

    @Test
    void aFileWithoutMembersIsReadWhereItImportsAFramework() {
        file("NoJava", SEED + "This is no Java.");
        assertThat(reaching()).containsExactly("NoJava");
    }

    @Test
    void aMissingBraceLosesNothingBehindIt() {
        file("Broken", SEED + "class Broken { void f() { if (x) { } void ask() { Model.go(); } }");
        file("TooMany", SEED + "class TooMany { void f() { } } } class Second { void ask() { Model.go(); } }");
        file("Asks", "class Asks { void f(Second s) { s.ask(); } }");
        assertThat(reaching()).containsExactly("Broken", "TooMany", "Asks");
    }

    @Test
    void ofAFrameworksOwnSourcesOnlyWhatReachesAModelCounts() {
        file("Text", "package dev.ai; public class Text { String s; }");
        file("Model", "package dev.ai; public interface Model { String go(); int size(); }");
        file("Service", "package dev.ai; public @interface Service {}");
        file("Texts", "package dev.ai; class Texts { Text of() { return new Text(); } }");
        file("Elsewhere", "package dev.ai.more; import dev.ai.Text; class Elsewhere { Text t = new Text(); }");
        file("Asks", "package dev.ai.more; import dev.ai.*; class Asks { void f(Model m) { m.go(); } }");
        file("Static", "package dev.ai.more; import static dev.ai.Text.of; class Static { Text t = of(); }");
        file("Size", "package dev.ai.more; import dev.ai.*; class Size { int f(Model m) { return m.size(); } }");
        file("Uses", "package dev.ai.more; import dev.ai.Service; @Service interface Uses { String f(); }");
        assertThat(reaching()).containsExactly("Model", "Asks", "Uses");
    }

    @Test
    void commentsAndStringsMentionNothing() {
        file("Agent", SEED + "class Agent { static void ask() { Model.go(); } }");
        file(
                "Doc",
                "/** {@link Agent} */ class Doc { // Agent.ask\n String s = \"Agent.ask\"; char c = '\"'; String t = \"\"\"\n Agent.ask \\\"\"\" Agent.ask\n\"\"\"; }");
        file("Told", "class Told { /** As {@link dev.ai.Model}. */ void f() {} // dev.ai\n}");
        file("Real", "class Real { String s = \"\\\\\"; { Agent.ask(); } }");
        assertThat(reaching()).containsExactly("Agent", "Real");
    }

    @Test
    void lowerCaseAndForeignTypeNamesCount() {
        file("agent", SEED + "class agent { static void ask() { Model.go(); } }");
        file("Größe", "class Größe { static void größer() { agent.ask(); } }");
        file("User", "class User { { Größe.größer(); } }");
        assertThat(reaching()).containsExactly("agent", "Größe", "User");
    }

    @Test
    void annotationsAndTypeArgumentsAreNoNames() {
        file(
                "Agent",
                SEED
                        + "class Agent { @Named(value = \"x\") Map<String, List<Answer>> ask(int n) throws Bad { return Model.go(); } }");
        file("Value", "class Value { void f(Agent a) { value(); Named(); String s; Answer t; Bad b; } }");
        file("Asks", "class Asks { void f(Agent a) { a.ask(1); } }");
        assertThat(reaching()).containsExactly("Agent", "Asks");
    }

    @Test
    void aTypeOfADependencyThatReachesIsAMarkerWhereItsPackageStandsToo() {
        dependencies.add(new TypeName("com.acme", "Agent"));
        file("Import", "import com.acme.Agent; class Import { Agent agent; }");
        file("Wildcard", "import com.acme.*; class Wildcard { Agent agent; }");
        file("Neighbour", "package com.acme; class Neighbour { Agent agent; }");
        file("WrittenOut", "class WrittenOut { com.acme.Agent agent; }");
        file("Other", "import com.acme.Other; class Other { AgentName name; }");
        file("Comment", "import com.acme.Other; class Comment { /* Agent */ }");
        assertThat(reaching()).containsExactly("Import", "Wildcard", "Neighbour", "WrittenOut");
    }

    @Test
    void whatUsesAFileThatMentionsATypeOfADependencyIsRelevantToo() {
        dependencies.add(new TypeName("com.acme", "Agent"));
        file(
                "Holder",
                "import com.acme.Agent; class Holder { Agent agent; Limits limits; void f() { agent.ask(limits.max()); } }");
        file("User", "class User { Holder holder; void f() { holder.f(); } }");
        file("Limits", "class Limits { int max() { return 1; } }");
        file("Unrelated", "class Unrelated {}");
        assertThat(reaching()).containsExactly("Holder", "User");
        assertThat(supporting()).containsExactly("Limits");
        assertThat(relevance().types()).containsExactlyInAnyOrder("Holder", "User");
    }

    @Test
    void aTypeInTheUnnamedPackageIsKnownByItsNameAlone() {
        dependencies.add(new TypeName("", "Loose"));
        file("A", "class A { Loose loose; }");
        file("B", "class B { Looser loose; }");
        assertThat(reaching()).containsExactly("A");
    }

    // ---- what a name means where it stands

    @Test
    void aCallWithAnotherNumberOfValuesIsOfAnotherMethod() {
        file("Mapper", "interface Mapper { default Page page(Query q, Wrapper w) { return null; } }");
        file("Ai", SEED + "class Ai implements Mapper { Page page(Request r) { return Model.go(r); } }");
        file("Users", "class Users { Mapper users; void f() { users.page(a, b); } }");
        file("Asks", "class Asks { Ai ai; void f() { ai.page(a); } }");
        file("Varied", "class Varied { Ai ai; void f() { ai.page(a < b, c > d); } }");
        file("Refers", "class Refers { Ai ai; void f(List l) { l.forEach(ai::page); } }");
        assertThat(reaching()).containsExactly("Ai", "Asks", "Varied", "Refers");
    }

    @Test
    void aMethodWithAnyNumberOfValuesIsMeantByAll() {
        file("Agent", SEED + "class Agent { void ask(String first, Text... more) { Model.go(first); } }");
        file("Asks", "class Asks { Agent agent; void f() { agent.ask(a, b, c); } }");
        assertThat(reaching()).containsExactly("Agent", "Asks");
    }

    @Test
    void whatAVariableIsDeclaredAsTellsWhoseMethodItCalls() {
        file("Agent", SEED + "class Agent { void save() { Model.go(); } }");
        file("User", "class User { void save() {} }");
        file("ByField", "class ByField { Agent agent; User user; void f() { user.save(); agent.size(); } }");
        file("ByLocal", "class ByLocal { Agent agent; void f() { User agent = u(); agent.save(); } }");
        file("ByBoth", "class ByBoth { Agent agent; void f(User user) { agent.save(); } }");
        file("ByLambda", "class ByLambda { User u; void f(List<Agent> all) { all.forEach(u -> u.save()); } }");
        file("ByVar", "class ByVar { User u; void f(List<Agent> all) { for (var a : all) { a.save(); } } }");
        file("Chain", "class Chain { Agent make() { return null; } void f() { make().save(); } }");
        file("ByString", "class ByString { Agent a; void f(String s) { s.save(); } }");
        assertThat(reaching()).containsExactly("Agent", "ByBoth", "ByLambda", "ByVar", "Chain");
    }

    @Test
    void anObjectOfALibrarysTypeMayBeOneOfTheSources() {
        file(
                "Task",
                SEED + "class Task implements java.util.concurrent.Callable { Object call() { return Model.go(); } }");
        file(
                "Runs",
                "import java.util.concurrent.Callable; class Runs { Callable task; Task t; void f() { task.call(); } }");
        file("Data", SEED + "class Data { Text call() { return Model.go(); } }");
        file("Other", "import java.io.File; class Other { File file; Data d; void f() { file.call(); } }");
        assertThat(reaching()).containsExactly("Task", "Runs", "Data");
    }

    @Test
    void aLocalVariableIsNoMethodAndACallNoLocalVariable() {
        file("Agent", SEED + "class Agent { String answer() { return Model.go(); } }");
        file("Local", "class Local extends Agent { String f(String answer) { return answer; } }");
        file("Calls", "class Calls extends Agent { String f() { return answer(); } }");
        assertThat(reaching()).containsExactly("Agent", "Calls");
    }

    @Test
    void toDeclareSomethingOfATypeDoesNotCreateIt() {
        file("Agent", SEED + "class Agent implements Runnable { Agent(int n) {} public void run() { Model.go(); } }");
        file("Declares", "class Declares { Agent agent; List<Agent> all; void f(Agent a) {} }");
        file("Makes", "class Makes { Object f() { return new Agent(1); } }");
        file("Refers", "class Refers { Object f() { return map(Agent::new); } }");
        file("Sub", "class Sub extends Agent { }");
        file("MakesSub", "class MakesSub { Object f() { return new Sub(); } }");
        file("Names", "class Names { @Types(Agent.class) Object f() { return null; } }");
        assertThat(reaching()).containsExactly("Agent", "Makes", "Refers", "Sub", "MakesSub");
    }

    @Test
    void aLocalOfAnInitializerDoesNotHideAField() {
        file("Agent", SEED + "class Agent { void save() { Model.go(); } }");
        file("User", "class User { void save() {} }");
        file("Both", "class Both { Agent it; { User it = u(); it.size(); } void f() { it.save(); } }");
        assertThat(reaching()).containsExactly("Agent", "Both");
    }

    @Test
    void aConstructorIsGivenALambdaThoughItsOwnTypeIsAParameterToo() {
        file("Agent", SEED + "class Agent { Chain f() { return new Chain(() -> Model.go(), null); } }");
        file("Chain", "class Chain { Chain(Task task, Chain next) { } }");
        file("Task", "interface Task { void work(); }");
        file("Works", "class Works { void f(Task task) { task.work(); } }");
        assertThat(reaching()).containsExactly("Agent", "Task", "Works");
    }

    @Test
    void aRecordIsTakenApart() {
        file("Tools", SEED + "record Tools(Model model) {}");
        file("Asks", "class Asks { void f(Object o) { if (o instanceof Tools(var m)) { m.go(); } } }");
        assertThat(reaching()).containsExactly("Tools", "Asks");
    }

    @Test
    void anOverridingMethodIsCalledByTheDeclarationAndThatOfAnotherSubtypeIsNot() {
        file("Node", "interface Node { void run(); }");
        file("Ai", SEED + "class Ai implements Node { public void run() { Model.go(); } }");
        file("Plain", "class Plain implements Node { public void run() { } }");
        file("Runs", "class Runs { void f(Node node) { node.run(); } }");
        file("RunsPlain", "class RunsPlain { void f(Plain plain) { plain.run(); } }");
        assertThat(reaching()).containsExactly("Node", "Ai", "Runs");
    }

    @Test
    void aLambdaImplementsWhatAParameterIsAndNoMethodThatHasABody() {
        file("Agent", SEED + "class Agent { void f(Pool pool) { pool.put(() -> Model.go()); } }");
        file("Pool", "class Pool { Job put(Task task) { return null; } }");
        file("Task", "interface Task { void work(); default void twice() { } }");
        file("Job", "interface Job { void done(); }");
        file("Works", "class Works { void f(Task task) { task.work(); } }");
        file("Twice", "class Twice { void f(Task task) { task.twice(); } }");
        file("Waits", "class Waits { void f(Job job) { job.done(); } }");
        assertThat(reaching()).containsExactly("Agent", "Task", "Works");
    }

    @Test
    void aTextReachesByItsNameAndToCreateItRunsNothing() {
        file(
                "Config",
                "class Config { static final String URL = \"http://x/v1/chat\"; String name = f(); int size() { return 1; } }");
        file("Sends", "class Sends { void f() { post(Config.URL); } }");
        file("Sizes", "class Sizes { int f() { return new Config().size(); } }");
        file(
                "Dto",
                "class Dto { @Schema(example = \"model\") String kind; @Json(\"messages\") String texts; @Json(value = \"model\") int n; }");
        file("Kinds", "class Kinds { String f(Dto dto) { return dto.getKind(); } }");
        file("Texts", "class Texts { String f(Dto dto) { return dto.getTexts(); } }");
        assertThat(reaching()).containsExactly("Config", "Sends", "Dto", "Texts");
    }

    @Test
    void aFieldOfATypeThatUsesAFrameworkIsNoUseOfIt() {
        file("Agent", SEED + "class Agent extends Model { private String title; void ask() { go(); } }");
        file("Titled", "class Titled { String f(Agent agent) { return agent.getTitle(); } }");
        assertThat(reaching()).containsExactly("Agent");
    }

    @Test
    void whatStandsBesideWhatReachesIsReadWithWhatItNeeds() {
        file(
                "Agent",
                SEED + "class Agent { int max; void ask() { Model.go(max); } void set(Limits l) { max = l.max(); } }");
        file("Limits", "class Limits { int max() { return 3; } }");
        assertThat(supporting()).containsExactly("Limits");
    }
}
