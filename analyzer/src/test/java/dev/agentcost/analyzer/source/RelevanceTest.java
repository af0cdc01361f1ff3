package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        return Relevance.of(texts, Set.of("dev.ai.", "/v1/chat"), dependencies, new Workers(2));
    }

    private List<String> names(List<Integer> indices) {
        return indices.stream().map(i -> texts.get(i).name()).toList();
    }

    @Test
    void withoutAMarkerNothingIsRelevant() {
        file("A", "class A { B b; }");
        file("B", "class B { String s = \"dev.air\"; }");
        assertThat(relevance()).isEqualTo(new Relevance(List.of(), List.of(), Set.of()));
    }

    @Test
    void callersOfCallersReachAndHelpersSupport() {
        file("Agent", SEED + "class Agent { int n = Limits.MAX; }");
        file("Caller", "class Caller { Agent a; }");
        file("Main", "class Main { void main() { new Caller(); } }");
        file("Limits", "class Limits { int MAX = Deep.X; }");
        file("Deep", "enum Deep { X }");
        file("Other", "class Other { Limits l; }");
        assertThat(reaching()).containsExactly("Agent", "Caller", "Main");
        assertThat(supporting()).containsExactly("Limits", "Deep");
    }

    @Test
    void aStringCanBeTheMarker() {
        file("Http", "class Http { String url = BASE + \"/v1/chat\"; }");
        assertThat(reaching()).containsExactly("Http");
    }

    @Test
    void callersOfAnInterfaceReachItsImplementation() {
        file("Impl", SEED + "final class Impl<T> extends Base<T> implements Step { }");
        file("Step", "interface Step { void go(); }");
        file("Base", "abstract class Base<T> { }");
        file("ByInterface", "class ByInterface { Step s; }");
        file("ByBase", "record ByBase(Base b) { }");
        assertThat(reaching()).containsExactly("Impl", "Step", "Base", "ByInterface", "ByBase");
    }

    @Test
    void anonymousClassesAndLambdasImplementInterfaces() {
        file("Anonymous", SEED + "class Anonymous { Object o = new Handler(f(1), 2) { void h() {} }; }");
        file("Handler", "abstract class Handler { }");
        file("UsesHandler", "class UsesHandler { void f(Handler h) {} }");
        file("Registers", SEED + "class Registers { void f(Registry r) { r.add(x -> x); } }");
        file("Registry", "class Registry { void add(Callback c) {} }");
        file("Callback", "interface Callback { static void no() { ; } int MAX = f(); String call(String s); }");
        file("Dispatcher", "class Dispatcher { void run(Callback c) {} }");
        file("Wide", "interface Wide { void one(); void two(); }");
        file("UsesWide", "class UsesWide { Wide w; }");
        file("Mentions", SEED + "class Mentions { Wide w; }");
        assertThat(reaching())
                .containsExactly(
                        "Anonymous",
                        "Handler",
                        "UsesHandler",
                        "Registers",
                        "Registry",
                        "Callback",
                        "Dispatcher",
                        "Mentions")
                .doesNotContain("Wide", "UsesWide");
    }

    @Test
    void commentsAndStringsMentionNothing() {
        file("Agent", SEED + "class Agent { }");
        file(
                "Doc",
                "/** {@link Agent} */ class Doc { // Agent\n String s = \"Agent\"; char c = '\"'; String t = \"\"\"\n Agent \\\"\"\" Agent\n\"\"\"; }");
        file("Real", "class Real { String s = \"\\\\\"; Agent a; }");
        assertThat(reaching()).containsExactly("Agent", "Real");
    }

    @Test
    void lowerCaseAndForeignTypeNamesCount() {
        file("agent", SEED + "class agent { }");
        file("Größe", "class Größe { agent a; }");
        file("User", "class User { Größe g; }");
        assertThat(reaching()).containsExactly("agent", "Größe", "User");
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
        file("Holder", "import com.acme.Agent; class Holder { Agent agent; Limits limits; }");
        file("User", "class User { Holder holder; }");
        file("Limits", "class Limits {}");
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
}
