package trapline.shell.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import trapline.shell.CommandFailure;
import trapline.shell.Quantity;

/**
 * One table of a TOML file, read key by key. The keys asked for are the keys there are: {@link #finish} reports any
 * other, with its line and the nearest name that exists.
 */
final class TomlTable {
    private final String file;
    private final KeyPlaces places;
    private final String path;
    private final ObjectNode node;
    private final Set<String> known = new LinkedHashSet<>();

    TomlTable(String file, KeyPlaces places, String path, ObjectNode node) {
        this.file = file;
        this.places = places;
        this.path = path;
        this.node = node;
    }

    /** Where in the file it is, such as {@code vm[0].virtio[1]}. */
    String path() {
        return path;
    }

    /** A table inside this one; empty when it is absent. */
    TomlTable table(String key) {
        JsonNode value = value(key).orElse(JsonNodeFactory.instance.objectNode());
        if (value instanceof ObjectNode object) {
            return new TomlTable(file, places, KeyPlaces.join(path, key), object);
        }
        throw wrong(key, "must be a table: write [" + KeyPlaces.join(path, key) + "]");
    }

    /** An array of tables inside this one, {@code [[key]]}; empty when it is absent. */
    List<TomlTable> tables(String key) {
        List<TomlTable> tables = new ArrayList<>();
        JsonNode array = value(key).orElse(JsonNodeFactory.instance.arrayNode());
        for (JsonNode element : array) {
            if (!array.isArray() || !(element instanceof ObjectNode object)) {
                throw wrong(key, "must be an array of tables: write [[" + KeyPlaces.join(path, key) + "]]");
            }
            tables.add(new TomlTable(file, places, KeyPlaces.join(path, key) + "[" + tables.size() + "]", object));
        }
        return tables;
    }

    Optional<String> string(String key) {
        return value(key).map(value -> {
            if (!value.isTextual()) {
                throw wrong(key, "must be a string: write it in quotes");
            }
            return value.textValue();
        });
    }

    /** A string that must be there. */
    String requiredString(String key) {
        return string(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : value(key).orElse(JsonNodeFactory.instance.arrayNode())) {
            if (!element.isTextual()) {
                throw wrong(key, "must be an array of strings");
            }
            strings.add(element.textValue());
        }
        return strings;
    }

    boolean flag(String key, boolean otherwise) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(key, "must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    /** A whole number between two bounds, both included. */
    int integer(String key, int otherwise, int least, int most) {
        return (int) number(key, new Quantity.Count(), otherwise, least, most);
    }

    /** A count such as {@code 5000000} or {@code "5M"}. */
    long count(String key, long otherwise, long least, long most) {
        return number(key, new Quantity.Count(), otherwise, least, most);
    }

    /** A size in bytes, such as {@code 134217728} or {@code "128M"}. */
    long bytes(String key, long otherwise, long least, long most) {
        return number(key, new Quantity.Bytes(), otherwise, least, most);
    }

    /** One of an enum's constants, in lower case and with dashes. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Optional<String> text = string(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text.get())) {
                return constant;
            }
            names.add(name);
        }
        throw wrong(key, "is '" + text.get() + "', must be one of " + String.join(", ", names));
    }

    private long number(String key, ITypeConverter<Long> converter, long otherwise, long least, long most) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        long number;
        try {
            number = converter.convert(value.get().asText());
        } catch (TypeConversionException e) {
            throw wrong(key, "is wrong: " + e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (number < least || number > most) {
            throw wrong(key, "is " + number + ", must be between " + least + " and " + most);
        }
        return number;
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key));
    }

    /** Reports the first key that nobody asked for. */
    void finish() {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                String where = path.isEmpty() ? "at the top" : "in [" + path.replaceAll("\\[\\d+]", "") + "]";
                throw at(key, "unknown key '" + key + "' " + where + "; " + Suggestion.of(key, known));
            }
        }
    }

    /** The failure to throw for a key whose value will not do. */
    CommandFailure wrong(String key, String what) {
        return at(key, "'" + KeyPlaces.join(path, key) + "' " + what);
    }

    private CommandFailure at(String key, String message) {
        return new CommandFailure(file + ":" + places.line(KeyPlaces.join(path, key)) + ": " + message);
    }
}
