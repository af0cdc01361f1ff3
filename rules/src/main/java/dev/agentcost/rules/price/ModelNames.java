package dev.agentcost.rules.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The many ways in which sources write one model's name. Two names are the same model where their {@linkplain #key keys}
 * are equal; {@link #readings} gives the shorter names that a name may stand for, which hold only where the list has them.
 *
 * <p>Keys make {@code GPT_4_O}, {@code GPT_4_1} and {@code CLAUDE_3_7_SONNET} (constants of SDKs) equal to {@code gpt-4o},
 * {@code gpt-4.1} and {@code claude-3-7-sonnet}: lower case, {@code _}, {@code .}, {@code :} and {@code @} are {@code -}, and
 * {@code 4-o} is {@code 4o}.
 */
final class ModelNames {

    /** Names of gateways and providers in front of a model's own name: {@code openai/gpt-5}, {@code models/gemini-2.5-pro}. */
    private static final Pattern PATH_PREFIX = Pattern.compile(
            "^(openrouter|azure|azure_ai|bedrock|converse|vertex_ai|vertexai|litellm_proxy|publishers|models|openai|anthropic"
                    + "|google|gemini|mistral|mistralai|deepseek|deepseek-ai|groq|meta|meta-llama|qwen|dashscope|cohere|xai|x-ai"
                    + "|moonshot|moonshotai|zai|z-ai)/");

    /** Regions and vendors in front of a name on Amazon Bedrock: {@code us.anthropic.claude-...}. */
    private static final Pattern DOTTED_PREFIX =
            Pattern.compile("^(us-gov|us|eu|apac|jp|au|global|anthropic|meta|amazon|mistral|cohere)\\.(?=[a-z])");

    /** Versions, dates and moving aliases behind a name. */
    private static final Pattern SUFFIX = Pattern.compile(
            "(-v\\d+(:\\d+)?|:\\d+|[-@:]latest|_latest|[-_@]20\\d{2}[-_]?[01]\\d[-_]?[0-3]\\d|@default|:thinking|:free)$");

    private static final Pattern SEPARATOR = Pattern.compile("[_.:@]");
    private static final Pattern FOUR_O = Pattern.compile("(?<=\\d)-o(?=-|$)");
    private static final Pattern DATE = Pattern.compile("-20\\d{2}-?[01]\\d-?[0-3]\\d$");

    private ModelNames() {}

    /** Equal for all spellings of one name. */
    static String key(String name) {
        String key = SEPARATOR.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
        return FOUR_O.matcher(key).replaceAll("o");
    }

    /** The key without the date of a release, or the key itself where it has none. */
    static String undated(String key) {
        return DATE.matcher(key).replaceFirst("");
    }

    /** What a name may be, the longest reading first: without prefixes, then without suffixes too. */
    static List<String> readings(String name) {
        List<String> readings = new ArrayList<>();
        String rest = name.strip().toLowerCase(Locale.ROOT);
        for (String last = ""; !last.equals(rest); rest = withoutPrefix(rest)) {
            readings.add(rest);
            last = rest;
        }
        String shorter = withoutSuffix(rest);
        while (!shorter.equals(rest)) {
            readings.add(shorter);
            rest = shorter;
            shorter = withoutSuffix(rest);
        }
        return readings;
    }

    private static String withoutPrefix(String name) {
        String rest = PATH_PREFIX.matcher(name).replaceFirst("");
        return rest.equals(name) ? DOTTED_PREFIX.matcher(name).replaceFirst("") : rest;
    }

    private static String withoutSuffix(String name) {
        return SUFFIX.matcher(name).replaceFirst("");
    }
}
