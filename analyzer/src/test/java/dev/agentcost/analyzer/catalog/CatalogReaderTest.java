package dev.agentcost.analyzer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The format of a catalogue file: what each key becomes, and what is said of a file that is wrong. */
class CatalogReaderTest {

    @Test
    void readsEveryFacetOfAMethod() throws Exception {
        MethodRow row = method("""
                name: [run, runAll]
                arity: [2, 1]
                returns: java.util.List<com.acme.Answer>
                model-call:
                  kind: chat
                  context: [receiver, 1]
                  attempts: 3
                  hidden-loop:
                    default-turns: 25
                    cap-setting: rounds
                    no-limit-returns: com.acme.Stream
                    extra-calls: 1
                    needs-tools: false
                    keeps-context: false
                    window-setting: memory
                tool-call: true
                http-request: true
                http-address: 0
                http-body: true
                tool-requests: true
                context: window
                window: {unit: tokens, operand: 0, setting: window, default-size: 4000, times: 2, plus: 1, needs: kept}
                runs:
                  times: count
                  operand: 1
                  plus: 1
                  setting: rounds
                  default-count: 5
                  count-properties: ["acme.rounds.{name}", acme.rounds]
                  upstream: true
                  lazy: true
                  parallel: true
                  functions: [0]
                  given: 2
                  kind: retry
                size: {relation: range, operand: 0, to: 1, plus: 1}
                value-of: receiver
                publishes: 3
                emits: true
                cursor: advance-and-test
                pace: person
                settings: {model: 0, tools: arguments, memory: receiver, turns: {value: 7, when: SEVEN},
                           steps: {operand: 1, divide-by: 2, zero: none}}
                service:
                  type: 1
                  model-call: arguments
                  lazy-return-types: reactor.core.publisher.Flux
                graph: {part: node, name: 0, action: 1, to: 2}
                terminal: true
                versions: acme-ai [1.0,2.0)
                when-unknown: true
                evidence: acme-ai 1.4 Agent.java:7
                """);

        assertThat(row)
                .isEqualTo(new MethodRow(
                        List.of("run", "runAll"),
                        java.util.Set.of(1, 2),
                        "java.util.List<com.acme.Answer>",
                        new ModelCall(
                                ModelCall.Kind.CHAT,
                                List.of(Operand.RECEIVER, Operand.argument(1)),
                                3,
                                new HiddenLoop(
                                        OptionalLong.of(25),
                                        "rounds",
                                        List.of(),
                                        List.of("com.acme.Stream"),
                                        1,
                                        false,
                                        false,
                                        "memory",
                                        OptionalLong.empty(),
                                        false)),
                        true,
                        true,
                        Operand.argument(0),
                        true,
                        true,
                        ContextOperation.WINDOW,
                        new Window(
                                Window.Unit.TOKENS, Operand.argument(0), "window", OptionalLong.of(4000), 2, 1, "kept"),
                        new Runs(
                                Runs.Times.COUNT,
                                Operand.argument(1),
                                1,
                                "rounds",
                                OptionalLong.of(5),
                                List.of("acme.rounds.{name}", "acme.rounds"),
                                true,
                                true,
                                true,
                                List.of(Operand.argument(0)),
                                Operand.argument(2),
                                Runs.Kind.RETRY),
                        new Size(Size.Relation.RANGE, Operand.argument(0), Operand.argument(1), 1),
                        Operand.RECEIVER,
                        Operand.argument(3),
                        true,
                        Cursor.ADVANCE_AND_TEST,
                        Pace.PERSON,
                        List.of(
                                new Setting("model", Operand.argument(0), "", 0, 1, "", 0, ""),
                                new Setting("tools", Operand.ARGUMENTS, "", 0, 1, "", 0, ""),
                                new Setting("memory", Operand.RECEIVER, "", 0, 1, "", 0, ""),
                                new Setting("turns", null, "7", 0, 1, "", 0, "SEVEN"),
                                new Setting("steps", Operand.argument(1), "", 0, 2, "none", 0, "")),
                        new Service(
                                Operand.argument(1),
                                new ModelCall(ModelCall.Kind.CHAT, List.of(Operand.ARGUMENTS), 1, null),
                                false,
                                List.of("reactor.core.publisher.Flux")),
                        new GraphPart(
                                GraphPart.Part.NODE,
                                Operand.argument(0),
                                Operand.argument(2),
                                Operand.argument(1),
                                null,
                                0),
                        true,
                        new VersionRange("acme-ai", "[1.0,2.0)"),
                        "acme-ai 1.4 Agent.java:7",
                        "acme.yaml:6"));
    }

    @Test
    void givesAbsentKeysTheirDefaults() throws Exception {
        MethodRow row = method("name: run");
        assertThat(row.takes(0)).isTrue();
        assertThat(row.takes(9)).isTrue();
        assertThat(row)
                .isEqualTo(new MethodRow(
                        List.of("run"),
                        java.util.Set.of(),
                        "",
                        null,
                        false,
                        false,
                        null,
                        false,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        false,
                        null,
                        "read in a test",
                        "acme.yaml:6"));
    }

    @Test
    void readsShortForms() throws Exception {
        assertThat(method("{name: ask, model-call: receiver}").modelCall())
                .isEqualTo(new ModelCall(ModelCall.Kind.CHAT, List.of(Operand.RECEIVER), 1, null));
        assertThat(method("{name: ask, model-call: {}}").modelCall())
                .isEqualTo(new ModelCall(ModelCall.Kind.CHAT, List.of(Operand.ARGUMENTS), 1, null));
        assertThat(method("{name: each, runs: per-element}").runs())
                .isEqualTo(new Runs(
                        Runs.Times.PER_ELEMENT,
                        Operand.RECEIVER,
                        0,
                        "",
                        OptionalLong.empty(),
                        List.of(),
                        false,
                        false,
                        false,
                        List.of(),
                        null,
                        Runs.Kind.STREAM));
        assertThat(method("{name: size, size: number-of}").size())
                .isEqualTo(new Size(Size.Relation.NUMBER_OF, Operand.RECEIVER, null, 0));
        assertThat(method("{name: range, size: range}").size())
                .isEqualTo(new Size(Size.Relation.RANGE, Operand.argument(0), Operand.argument(1), 0));
    }

    @Test
    void tellsALoopWithoutALimitFromOneWithZeroTurns() throws Exception {
        assertThat(hiddenLoop("{default-turns: none}").defaultTurns()).isEmpty();
        assertThat(hiddenLoop("{}").defaultTurns()).isEmpty();
        assertThat(hiddenLoop("{default-turns: 0}").defaultTurns()).hasValue(0);
        assertThat(hiddenLoop("{}"))
                .isEqualTo(new HiddenLoop(
                        OptionalLong.empty(),
                        "turns",
                        List.of(),
                        List.of(),
                        0,
                        true,
                        true,
                        "",
                        OptionalLong.empty(),
                        false));
    }

    @Test
    void takesPackagesAsMarkersWhereNoneAreGiven() throws Exception {
        assertThat(read("""
                                framework: acme
                                types:
                                  - name: [com.acme.b.B, com.acme.a.A.Nested, com.acme.a.C]
                                """).markers()).containsExactly("com.acme.a", "com.acme.b");
        assertThat(read("{framework: acme, markers: [], types: [{name: com.acme.A}]}")
                        .markers())
                .isEmpty();
    }

    @Test
    void handsEvidenceDown() throws Exception {
        CatalogFile file = read("""
                framework: acme
                evidence: of the file
                types:
                  - name: com.acme.A
                    methods: {name: a}
                  - name: com.acme.B
                    evidence: of the type
                    methods:
                      - name: b
                      - {name: c, evidence: of the method}
                """);
        assertThat(file.types().stream()
                        .flatMap(type -> type.methods().stream())
                        .map(MethodRow::evidence))
                .containsExactly("of the file", "of the type", "of the method");
    }

    @Test
    void refusesUnknownKeysAndNamesTheNearest() {
        refuses("framwork: acme", "1: 'framwork' is not a key of a catalogue file; write 'framework'");
        refusesMethod("{name: ask, model-cal: 0}", "6: 'model-cal' is not a key of a method; write 'model-call'");
        refusesMethod("""
                name: ask
                model-call:
                  atempts: 3
                """, "8: 'atempts' is not a key of model-call; write 'attempts'");
        refusesMethod(
                "{name: ask, window: {zzzzzzzzz: 1}}",
                "6: 'zzzzzzzzz' is not a key of window; the keys are unit, operand, setting, default-size,"
                        + " times, plus, needs");
    }

    @Test
    void refusesMissingNames() {
        refuses("types: []", "1: a catalogue file has no framework; write framework: its-name");
        refuses("""
                framework: acme
                types:
                  - role: context
                """, "3: a type has no name; write its fully qualified name");
        refusesMethod(
                "{context: append}", "6: a method has no name; write the method's name, or <init> for constructors");
    }

    @Test
    void refusesNamesThatCannotBe() {
        refuses(
                "{framework: acme, types: {name: com.acme.A$B}}",
                "1: 'com.acme.A$B' names a nested type with $; write 'com.acme.A.B'");
        refuses(
                "{framework: acme, types: {name: java.util.List<String>}}",
                "1: 'java.util.List<String>' is not a type's name; write package and class, without type arguments");
        refusesMethod("name: ask()", "6: 'ask()' is not the name of a method; write the bare name, or <init>");
    }

    @Test
    void refusesATypeThatStandsTwice() {
        refuses("""
                framework: acme
                types:
                  - name: com.acme.A
                  - name: com.acme.B
                  - name: com.acme.A
                """, "5: com.acme.A appears twice in acme.yaml; put all its methods into one entry");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        refusesMethod("""
                name: ask
                context: append
                context: clear
                """, "8: key 'context' appears twice in a method; keep one of them");
    }

    @Test
    void refusesWrongTypes() {
        refusesMethod("{name: ask, tool-call: 1}", "6: tool-call is '1'; write true or false");
        refusesMethod("{name: ask, terminal: yes}", "6: terminal is 'yes'; write true or false");
        refusesMethod("{name: ask, arity: many}", "6: arity is 'many'; write a whole number");
        refusesMethod("{name: ask, arity: 1.5}", "6: arity is '1.5'; write a whole number");
        refusesMethod("{name: ask, arity: 256}", "6: arity is 256; no method has more than 255 arguments");
        refusesMethod("{name: ask, returns: [a, b]}", "6: returns is a list; write a text");
        refusesMethod("{name: ask, returns: {a: b}}", "6: returns is a mapping; write a text");
        refusesMethod("{name: ask, returns: }", "6: returns is empty; write a text");
        refusesMethod("{name: ask, settings: model}", "6: settings is 'model'; write keys and values");
        refuses("- framework: acme", "1: a catalogue file is a list; write keys and values");
        refusesMethod(
                "{name: ask, model-call: {attempts: 0}}", "6: attempts is 0; write 1 or more, the first try included");
        refusesMethod(
                "{name: ask, model-call: argument}",
                "6: model-call is 'argument'; write receiver, arguments, or the number of one argument (the first is 0)");
    }

    @Test
    void refusesNegativeAndHugeNumbers() {
        refusesMethod(
                "{name: ask, model-call: {hidden-loop: {default-turns: -1}}}",
                "6: default-turns is negative: -1; write 0 or more");
        refusesMethod(
                "{name: ask, runs: {times: count, plus: 99999999999999999999}}",
                "6: plus is '99999999999999999999'; write a decimal number up to 9223372036854775807");
    }

    @Test
    void refusesUnknownValuesAndListsTheAllowed() {
        refusesMethod(
                "{name: ask, cursor: advance_and_test}",
                "6: cursor is 'advance_and_test'; write one of test, test-end, advance, advance-and-test, open");
        refusesMethod(
                "{name: ask, model-call: {kind: video}}",
                "6: kind is 'video'; write one of chat, embedding, moderation, image");
        refuses(
                "{framework: acme, types: {name: com.acme.A, role: [context]}}",
                "1: role is a list; write one of plain, context, message, answer, tool-request");
    }

    @Test
    void readsGraphs() throws Exception {
        assertThat(method("{name: invoke, graph: run}").graph())
                .isEqualTo(new GraphPart(GraphPart.Part.RUN, null, null, null, null, 0));
        assertThat(method("{name: build, graph: {part: agent, model-call: receiver}}")
                        .graph())
                .isEqualTo(new GraphPart(
                        GraphPart.Part.AGENT,
                        null,
                        null,
                        null,
                        new ModelCall(ModelCall.Kind.CHAT, List.of(Operand.RECEIVER), 1, null),
                        0));
        assertThat(method("{name: invoke, graph: {part: run, idle-steps: 1}}").graph())
                .isEqualTo(new GraphPart(GraphPart.Part.RUN, null, null, null, null, 1));
        refusesMethod(
                "{name: build, graph: agent}",
                "6: graph: agent has no cost; write graph: {part: agent, model-call: ...}");
        refusesMethod(
                "{name: addNode, graph: {part: node, model-call: 0}}",
                "6: part: agent and model-call belong together; write both or neither");
    }

    @Test
    void readsWhatATypeIsRunByAndItsFields() throws Exception {
        TypeRow row = read("""
                framework: acme
                types:
                  name: com.acme.Client
                  run: ask
                  fields: {models: com.acme.Models}
                """).types().get(0);
        assertThat(row.run()).isEqualTo("ask");
        assertThat(row.fields()).containsExactly(Map.entry("models", "com.acme.Models"));
        refuses(
                "{framework: acme, types: {name: com.acme.A, run: ask()}}",
                "1: 'ask()' is not the name of a method; write the bare name");
    }

    @Test
    void readsTheVocabulary() throws Exception {
        Vocabulary words = read("""
                framework: acme
                vocabulary:
                  tool-requests: [tool_call, action]
                  tool-runs: Execute
                  things: Id
                """).vocabulary();
        assertThat(words)
                .isEqualTo(new Vocabulary(
                        List.of("toolcall", "action"), List.of("execute"), List.of(), List.of("id"), List.of()));
        assertThat(words.namesToolRun("executeCommand")).isTrue();
        assertThat(words.namesToolRun("executeId")).isFalse();
        assertThat(words.namesToolRun("executeById")).isTrue();
        refuses(
                "{framework: acme, vocabulary: {tool-runs: [run.*]}}",
                "1: 'run.*' is not a name; write letters, digits and _ only");
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        refusesMethod(
                "{name: cap, settings: {turns: {divide-by: 2}}}",
                "6: setting turns needs either operand or value; write one of them");
        refusesMethod(
                "{name: cap, settings: {turns: {operand: 0, divide-by: 0}}}",
                "6: divide-by is 0; write how many of the counted units make one");
    }

    @Test
    void refusesFacetsThatNeedAnother() {
        refusesMethod(
                "{name: last, context: window}",
                "6: context: window has no limit; add window: {unit: ..., operand: ...}");
        refusesMethod(
                "{name: last, window: {unit: messages, operand: 0}}",
                "6: window says nothing here; add context: window");
        refusesMethod(
                "{name: again, runs: {times: setting}}", "6: times: setting names no setting; add setting: its-name");
        refusesMethod(
                "{name: again, runs: setting}",
                "6: runs: setting names no setting; write runs: {times: setting, setting: its-name}");
        refusesMethod(
                "{name: one, size: constant}",
                "6: size: constant has no number; write size: {relation: constant, plus: 1}");
        refusesMethod(
                "{name: ask, when-unknown: true}",
                "6: when-unknown says nothing without versions; add versions or remove it");
    }

    @Test
    void refusesVersionsThatCannotBeCompared() {
        refusesMethod(
                "{name: ask, versions: '[1.0,2.0)', when-unknown: true}",
                "6: versions is '[1.0,2.0)'; write the artifact id and a range, such as 'acme-ai [1.0,2.0)'");
        refusesMethod(
                "{name: ask, versions: acme-ai 1.0, when-unknown: true}",
                "6: '1.0' is not a range of versions; write one such as [1.0,2.0.1) or [2.0.1,)");
        refusesMethod(
                "{name: ask, versions: 'acme-ai [1.0,)'}",
                "6: no row of 'ask' holds where the version is not known; add when-unknown: true to the one that costs"
                        + " most");
    }

    @Test
    void refusesWhatIsNotYaml() {
        refuses(
                """
                framework: acme
                types: [
                """,
                "3: not YAML: expected the node content, but found '<stream end>'; correct the indentation, brackets or"
                        + " quotes there");
        refuses("", "1: the file is empty; write framework and types");
        refuses("# a comment only", "1: the file is empty; write framework and types");
        assertThatThrownBy(() -> read("framework: \u0007"))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith("acme.yaml:1: not YAML: ");
        refuses("[".repeat(200_000), "1: nested deeper than can be read; write a file of keys and values");
    }

    private static void refuses(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(CatalogException.class)
                .hasMessage("acme.yaml:" + message);
    }

    /** The row starts in line 6. */
    private static void refusesMethod(String row, String message) {
        refuses(around(row), message);
    }

    private static HiddenLoop hiddenLoop(String yaml) throws CatalogException {
        ModelCall call =
                method("{name: run, model-call: {hidden-loop: " + yaml + "}}").modelCall();
        assertThat(call).isNotNull();
        HiddenLoop loop = call.hiddenLoop();
        assertThat(loop).isNotNull();
        return loop;
    }

    private static MethodRow method(String row) throws CatalogException {
        return read(around(row)).types().get(0).methods().get(0);
    }

    private static String around(String row) {
        return """
               framework: acme
               evidence: read in a test
               types:
                 - name: com.acme.Agent
                   methods:
                     - \
               """ + row.strip().indent(8).strip().replaceAll("\\R", "\n") + "\n";
    }

    private static CatalogFile read(String yaml) throws CatalogException {
        return CatalogReader.read("acme.yaml", yaml);
    }
}
