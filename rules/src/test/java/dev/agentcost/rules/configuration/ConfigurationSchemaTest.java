package dev.agentcost.rules.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.rules.rule.Rule;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema of {@code agentcost.yaml} for editors is made of what the reader knows, so that the two cannot part. {@code mvn test
 * -Dgolden.update=true} writes it anew.
 */
class ConfigurationSchemaTest {

    private static final Path FILE =
            Path.of("src/main/resources/dev/agentcost/rules/configuration/agentcost-yaml.schema.json");

    private static final Map<String, String> BUDGET_TEXTS = Map.of(
            "entryPoint",
                    "com.acme.Agent#chat, com.acme..*Agent, Agent#*, @Annotation or *; the most specific one holds",
            "modelCalls", "requests to a model in one call",
            "toolCalls", "calls of tools in one call",
            "inputTokens", "tokens sent to models in one call",
            "outputTokens", "tokens that models answer in one call",
            "dollars", "US dollars of one call, such as 0.50",
            "latencyMillis", "milliseconds on the longest path of one call",
            "latency", "time on the longest path of one call, such as 60s, 2min or 500ms",
            "growth", "highest growth class: O(1), O(log n), O(n), O(n log n), O(n^2), O(2^n)");

    private static final String EXAMPLE = """
            model: gpt-5.4
            assumptions:
              toolResultTokens: 2000
            rules:
              unpruned-context: warning
              budget-exceeded: "off"
            budgets:
              - entryPoint: "com.acme..*#chat"
                modelCalls: 20
                dollars: 0.50
                latency: 60s
                growth: O(n)
              - entryPoint: "@Scheduled"
                inputTokens: unlimited
            catalogs: [our-client.yaml]
            failOn: error
            """;

    @TempDir
    Path folder;

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void isMadeOfWhatTheReaderKnows() throws IOException {
        String schema = text(schema());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, schema);
        }

        assertThat(Files.readString(FILE)).isEqualTo(schema);
    }

    @Test
    void whatTheReaderTakesIsValid() throws Exception {
        Path file = Files.writeString(folder.resolve("agentcost.yaml"), EXAMPLE);

        assertThat(Configuration.builder(Rules.ids())
                        .file(file, "agentcost.yaml")
                        .build()
                        .budgets()
                        .all())
                .hasSize(2);
        assertThat(problems(EXAMPLE)).isEmpty();
        assertThat(problems("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modle: gpt-5.4",
                "rules: {unbounded-loops: error}",
                "rules: {unbounded-loop: fatal}",
                "budgets: [{entryPoint: A, modelCall: 20}]",
                "budgets: [{modelCalls: 20}]",
                "budgets: [{entryPoint: A}]",
                "budgets: [{entryPoint: A, modelCalls: -1}]",
                "assumptions: {toolResultToken: 1}",
                "failOn: always"
            })
    void whatTheReaderRefusesIsNotValid(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("agentcost.yaml"), text);

        assertThat(problems(text)).isNotEmpty();
        assertThat(refused(file)).isTrue();
    }

    private static boolean refused(Path file) {
        try {
            Configuration.builder(Rules.ids()).file(file, "agentcost.yaml").build();
            return false;
        } catch (ConfigurationException e) {
            return true;
        }
    }

    private List<String> problems(String yaml) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(FILE), InputFormat.JSON);
        return schema.validate(yaml.isEmpty() ? "null" : yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    // ---- the schema

    private ObjectNode schema() {
        ObjectNode schema = mapper.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://github.com/agentcost/agentcost/agentcost-yaml.schema.json");
        schema.put("title", "agentcost.yaml");
        schema.putArray("type").add("object").add("null");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (String key : ConfigurationFile.KEYS) {
            properties.set(key, property(key));
        }
        return schema;
    }

    private ObjectNode property(String key) {
        return switch (key) {
            case "model" -> text("the model that calls are priced as whose model the source does not name");
            case "failOn" -> choice("which findings fail a check", List.of("error", "warning", "never"));
            case "assumptions" ->
                object("numbers that no source states, in the place of their defaults", assumptions());
            case "rules" -> object("another level for the findings of a rule, or off", rules());
            case "budgets" -> list("what one call of an entry point may cost at most", budget());
            case "catalogs" ->
                list("files that say what calls of your own libraries mean, relative to this file", text("a path"));
            case "prices" ->
                list(
                        "files of prices that hold over those of the release, relative to this file: CSV in its columns, or JSON as"
                                + " LiteLLM or models.dev have it",
                        text("a path"));
            default -> throw new AssertionError("say here what the key '" + key + "' takes");
        };
    }

    private Map<String, ObjectNode> assumptions() {
        Map<String, ObjectNode> properties = new TreeMap<>();
        for (Assumption assumption : Assumption.values()) {
            properties.put(
                    assumption.key(),
                    amount(assumption.description() + "; default "
                            + assumption.value().toPlainString()));
        }
        return properties;
    }

    private Map<String, ObjectNode> rules() {
        Map<String, ObjectNode> properties = new TreeMap<>();
        for (Rule rule : Rules.all()) {
            ObjectNode level = choice(rule.shortDescription(), List.of("error", "warning", "note", "off"));
            ((ArrayNode) level.get("enum")).add(false);
            properties.put(rule.id(), level);
        }
        return properties;
    }

    private ObjectNode budget() {
        Map<String, ObjectNode> properties = new TreeMap<>();
        for (String key : BudgetReader.KEYS) {
            String description = BUDGET_TEXTS.get(key);
            assertThat(description)
                    .as("say above what the limit '%s' means", key)
                    .isNotNull();
            properties.put(key, limit(key, description));
        }
        ObjectNode budget = object("limits of the entry points that the pattern matches", properties);
        budget.putArray("required").add("entryPoint");
        budget.put("minProperties", 2);
        return budget;
    }

    private ObjectNode limit(String key, String description) {
        return switch (key) {
            case "entryPoint", "latency", "growth" -> text(description);
            default -> {
                ObjectNode limit = amount(description);
                limit.putArray("type").add("number").add("string");
                limit.put("pattern", "^(unlimited|\\$?[0-9_.]+)$");
                yield limit;
            }
        };
    }

    private ObjectNode amount(String description) {
        ObjectNode amount = mapper.createObjectNode();
        amount.put("description", description);
        amount.put("type", "number");
        amount.put("minimum", 0);
        return amount;
    }

    private ObjectNode text(String description) {
        ObjectNode text = mapper.createObjectNode();
        text.put("description", description);
        text.put("type", "string");
        return text;
    }

    private ObjectNode choice(String description, List<String> values) {
        ObjectNode choice = mapper.createObjectNode();
        choice.put("description", description);
        values.forEach(choice.putArray("enum")::add);
        return choice;
    }

    private ObjectNode list(String description, ObjectNode element) {
        ObjectNode list = mapper.createObjectNode();
        list.put("description", description);
        list.putArray("type").add("array").add("null");
        list.set("items", element);
        return list;
    }

    private ObjectNode object(String description, Map<String, ObjectNode> properties) {
        ObjectNode object = mapper.createObjectNode();
        object.put("description", description);
        object.putArray("type").add("object").add("null");
        object.put("additionalProperties", false);
        ObjectNode all = object.putObject("properties");
        properties.forEach(all::set);
        return object;
    }

    private String text(ObjectNode schema) throws JsonProcessingException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return mapper.writer(printer).writeValueAsString(schema) + "\n";
    }
}
