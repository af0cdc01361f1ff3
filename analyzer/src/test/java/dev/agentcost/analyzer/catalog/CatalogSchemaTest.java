package dev.agentcost.analyzer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of catalogue files for editors takes what the reader takes, with the same keys and words. */
class CatalogSchemaTest {

    private static final Path FOLDER = Path.of("src/main/resources/dev/agentcost/analyzer/catalog");
    private static final String METHOD = "{framework: a, types: [{name: a.B, methods: [{name: m, %s}]}]}";

    static List<String> bundled() {
        return CatalogSources.bundledNames();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void everyBundledFileIsValid(String name) throws IOException {
        assertThat(problems(Files.readString(FOLDER.resolve(name)))).isEmpty();
    }

    @Test
    void theExampleOfTheReferenceIsValidAndRead() throws Exception {
        Matcher example = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(FOLDER.resolve("README.md")));
        assertThat(example.find()).isTrue();

        assertThat(problems(example.group(1))).isEmpty();
        assertThat(CatalogReader.read("acme.yaml", example.group(1)).framework())
                .isEqualTo("acme-ai");
    }

    /** The reader names all keys where it meets one that looks like none of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/properties | {framework: a, unheardOfKey: 1}",
                "/properties/endpoints/properties | {framework: a, endpoints: {unheardOfKey: 1}}",
                "/properties/vocabulary/properties | {framework: a, vocabulary: {unheardOfKey: 1}}",
                "/$defs/type/properties | {framework: a, types: [{unheardOfKey: 1}]}",
                "/$defs/annotationService/properties | {framework: a, types: [{name: a.B, service: {unheardOfKey: 1}}]}",
                "/$defs/method/properties | unheardOfKey: 1",
                "/$defs/service/properties | service: {unheardOfKey: 1}",
                "/$defs/modelCall/anyOf/1/properties | model-call: {unheardOfKey: 1}",
                "/$defs/hiddenLoop/properties | model-call: {hidden-loop: {unheardOfKey: 1}}",
                "/$defs/again/properties | model-call: {again: {unheardOfKey: 1}}",
                "/$defs/window/properties | window: {unheardOfKey: 1}",
                "/$defs/runs/anyOf/1/properties | runs: {unheardOfKey: 1}",
                "/$defs/size/anyOf/1/properties | size: {unheardOfKey: 1}",
                "/$defs/setting/anyOf/1/properties | settings: {turns: {unheardOfKey: 1}}",
                "/$defs/graph/anyOf/1/properties | graph: {unheardOfKey: 1}"
            })
    void knowsTheKeysOfTheReader(String pointer, String text) throws IOException {
        List<String> keys = new ArrayList<>();
        node(pointer).fieldNames().forEachRemaining(keys::add);

        assertThat(refusal(text)).endsWith("; the keys are " + String.join(", ", keys));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/$defs/type/properties/role | {framework: a, types: [{name: a.B, role: x}]}",
                "/$defs/type/properties/marks | {framework: a, types: [{name: a.B, marks: x}]}",
                "/$defs/method/properties/context | context: x",
                "/$defs/method/properties/cursor | cursor: x",
                "/$defs/method/properties/pace | pace: x",
                "/$defs/modelCall/anyOf/1/properties/kind | model-call: {kind: x}",
                "/$defs/window/properties/unit | window: {unit: x}",
                "/$defs/runs/anyOf/1/properties/times | runs: {times: x}",
                "/$defs/runs/anyOf/1/properties/kind | runs: {times: once, kind: x}",
                "/$defs/size/anyOf/1/properties/relation | size: {relation: x}",
                "/$defs/graph/anyOf/1/properties/part | graph: {part: x}"
            })
    void knowsTheWordsOfTheReader(String pointer, String text) throws IOException {
        List<String> words = new ArrayList<>();
        node(pointer).get("enum").forEach(word -> words.add(word.asText()));
        String refusal = refusal(text);

        assertThat(refusal.substring(refusal.indexOf("one of ") + 7).split(", "))
                .containsExactlyInAnyOrderElementsOf(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model-call: 1000",
                "model-call: {attempts: 0}",
                "arity: 256",
                "window: {operand: 0}",
                "runs: setting",
                "size: constant",
                "graph: agent",
                "settings: {turns: {operand: 0, divide-by: 0}}",
                "versions: acme-ai",
                "tool-call: maybe",
                "{types: [{name: a.B}]}",
                "{framework: a, types: [{methods: []}]}"
            })
    void whatTheReaderRefusesIsNotValid(String text) throws IOException {
        assertThat(refusal(text)).isNotEmpty();
        assertThat(problems(whole(text))).isNotEmpty();
    }

    private static String whole(String text) {
        return text.startsWith("{") ? text : METHOD.formatted(text);
    }

    private static String refusal(String text) {
        try {
            CatalogReader.read("test.yaml", whole(text));
            return "";
        } catch (CatalogException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static JsonNode node(String pointer) throws IOException {
        JsonNode found = new ObjectMapper().readTree(schema()).at(pointer);
        assertThat(found.isMissingNode()).as(pointer).isFalse();
        return found;
    }

    private static List<String> problems(String yaml) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema(), InputFormat.JSON);
        JsonNode tree =
                new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        return schema.validate(tree).stream().map(Object::toString).toList();
    }

    private static String schema() throws IOException {
        return Files.readString(FOLDER.resolve("catalog.schema.json"));
    }
}
