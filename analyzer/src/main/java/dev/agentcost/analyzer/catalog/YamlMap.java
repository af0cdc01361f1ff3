package dev.agentcost.analyzer.catalog;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A mapping of a catalogue file whose keys are known to be allowed; absent keys give the caller's default. */
final class YamlMap {

    private final YamlValue value;
    private final String what;
    private final Map<String, YamlValue> entries;

    YamlMap(YamlValue value, String what, Map<String, YamlValue> entries) {
        this.value = value;
        this.what = what;
        this.entries = entries;
    }

    CatalogException error(String message) {
        return value.error(message);
    }

    @Nullable
    YamlValue get(String key) {
        return entries.get(key);
    }

    YamlValue require(String key, String advice) throws CatalogException {
        YamlValue found = entries.get(key);
        if (found == null) {
            throw error(what + " has no " + key + "; " + advice);
        }
        return found;
    }

    String text(String key, String absent) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? absent : found.text(key);
    }

    List<String> texts(String key) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? List.of() : found.texts(key);
    }

    boolean flag(String key) throws CatalogException {
        YamlValue found = entries.get(key);
        return found != null && found.flag(key);
    }

    boolean flag(String key, boolean absent) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? absent : found.flag(key);
    }

    long count(String key, long absent) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? absent : found.count(key);
    }

    /** A number, or no limit where the key is absent or says {@code none}. */
    OptionalLong limit(String key) throws CatalogException {
        YamlValue found = entries.get(key);
        if (found == null
                || (!found.isMap() && !found.isList() && found.text(key).equals("none"))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(found.count(key));
    }

    @Nullable
    Operand operand(String key, @Nullable Operand absent) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? absent : found.operand(key);
    }

    List<Operand> operands(String key, List<Operand> absent) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? absent : found.operands(key);
    }

    <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? null : found.choice(key, type);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E absent) throws CatalogException {
        YamlValue found = entries.get(key);
        return found == null ? absent : found.choice(key, type);
    }
}
