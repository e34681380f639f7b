package dev.mimo;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fills a record of settings records from `config.yaml`, the environment and flags, in rising order of weight.
///
/// The records are the schema: a component `bodyBytesMax` of the component `http` is the key `http.body_bytes_max`
/// and the variable `MIMO_HTTP_BODY_BYTES_MAX`; with `_FILE` added, the variable names a file that holds the value.
/// A record inside a record adds a part to the key.
final class SettingsLoader<S extends Record> {
    private static final String PREFIX = "MIMO_";
    /// Read before any setting is, by the launcher and by `Settings.home`.
    private static final Set<String> NOT_SETTINGS = Set.of("MIMO_HOME", "MIMO_JAVA_HOME", "MIMO_JAVA_OPTS");

    /// A value as somebody wrote it, and where.
    private record Given(String text, String where) {}

    private final S defaults;
    private final Map<String, RecordComponent> known;

    SettingsLoader(S defaults) {
        this.defaults = defaults;
        this.known = keys(defaults.getClass());
    }

    /// Whether anything is set at all; cheap.
    static boolean isNeeded(Path home, Map<String, String> environment, Map<String, String> flags) {
        return !flags.isEmpty() || environment.keySet().stream().anyMatch(SettingsLoader::isSetting)
                || Files.exists(home.resolve("config.yaml"));
    }

    /// Every key there is, in the order of the records, with the component that holds it.
    static Map<String, RecordComponent> keys(Class<? extends Record> type) {
        Map<String, RecordComponent> keys = new LinkedHashMap<>();
        components(type).stream().filter(SettingsLoader::isRoom)
                .forEach(room -> collect(snake(room.getName()) + ".", room.getType(), keys));
        return keys;
    }

    private static void collect(String prefix, Class<?> type, Map<String, RecordComponent> into) {
        for (RecordComponent component : components(type)) {
            String key = prefix + snake(component.getName());
            if (isRoom(component)) {
                collect(key + ".", component.getType(), into);
            } else {
                into.put(key, component);
            }
        }
    }

    private static boolean isRoom(RecordComponent component) {
        return component.getType().isRecord() && !SettingValue.isText(component.getType());
    }

    /// The environment variable of a key.
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    S load(Path config, Map<String, String> environment, Map<String, String> flags) {
        Map<String, Given> given = new LinkedHashMap<>();
        ConfigFile.read(config).forEach((key, text) -> put(given, key, new Given(text, config.toString())));
        environment.forEach((name, text) -> putVariable(given, name, text, environment));
        flags.forEach((key, text) -> put(given, key, new Given(text, "the command line")));
        @SuppressWarnings("unchecked") // made by the constructor of the very class that the defaults have
        S settings = (S) fill("", defaults, given);
        return settings;
    }

    private void put(Map<String, Given> given, String key, Given value) {
        if (!known.containsKey(key)) {
            throw unknown("setting '" + key + "'", value.where(), NearestName.to(key, known.keySet()));
        }
        given.put(key, value);
    }

    private void putVariable(Map<String, Given> given, String name, String text, Map<String, String> environment) {
        if (!isSetting(name)) {
            return;
        }
        String key = keyOf(name);
        if (key != null) {
            given.put(key, new Given(text, "the variable " + name));
            return;
        }
        String plain = name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
        String keyOfFile = keyOf(plain);
        if (keyOfFile == null) {
            throw unknown("variable " + name, "the environment",
                    NearestName.to(name, known.keySet().stream().map(SettingsLoader::variable).toList()));
        }
        if (environment.containsKey(plain)) {
            throw refused(keyOfFile, "is set twice, by " + plain + " and by " + name, "Unset one of the two.");
        }
        given.put(keyOfFile, new Given(secret(keyOfFile, name, text), "the file that " + name + " names"));
    }

    private @Nullable String keyOf(String variable) {
        return known.keySet().stream().filter(key -> variable(key).equals(variable)).findFirst().orElse(null);
    }

    private static String secret(String key, String variable, String file) {
        try {
            return Files.readString(SettingValue.path(file)).strip();
        } catch (IOException e) {
            throw refused(key, "cannot be read from the file that " + variable + " names",
                    "Check that the file exists and that this user may read it.");
        }
    }

    /// @param room what the record is called; empty for all settings
    private static Record fill(String room, Record defaults, Map<String, Given> given) {
        String prefix = room.isEmpty() ? "" : room + ".";
        List<Given> used = given.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix)).map(Map.Entry::getValue).toList();
        if (used.isEmpty()) {
            return defaults;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components(defaults.getClass())) {
            String key = prefix + snake(component.getName());
            Object old = get(component, defaults);
            Given said = given.get(key);
            if (old instanceof Record settings && isRoom(component)) {
                values.add(fill(key, settings, given));
            } else {
                values.add(said == null ? old : parse(key, component, said));
            }
        }
        return create(defaults.getClass(), values, room, used);
    }

    private static Object parse(String key, RecordComponent setting, Given value) {
        try {
            return SettingValue.parse(setting.getGenericType(), value.text());
        } catch (IllegalArgumentException e) {
            throw refused(key, e.getMessage() + " (in " + value.where() + ")",
                    "Correct it there; docs/settings.md says what it means.");
        }
    }

    private static @Nullable Object get(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read the setting " + component, e);
        }
    }

    private static <R extends Record> R create(Class<R> type, List<@Nullable Object> values, String room,
            List<Given> used) {
        Class<?>[] types = components(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException why) {
                throw refused(room, "is refused: " + why.getMessage(), "Correct it in "
                        + String.join(" or ", used.stream().map(Given::where).distinct().toList()) + ".");
            }
            throw new IllegalStateException("cannot make the settings of " + room, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make the settings of " + room, e);
        }
    }

    private static RefusedException unknown(String what, String where, @Nullable String nearest) {
        String detail = "There is no " + what + " (in " + where + ").";
        String remedy = nearest == null
                ? "Remove it; docs/settings.md lists every setting."
                : "Did you mean " + nearest + "? docs/settings.md lists every setting.";
        return new RefusedException(new Refusal.Invalid(detail, remedy,
                List.of(new FieldProblem(what, "is unknown"))));
    }

    private static RefusedException refused(String key, String problem, String remedy) {
        return new RefusedException(new Refusal.Invalid("The setting '" + key + "' " + problem + ".", remedy,
                List.of(new FieldProblem(key, problem))));
    }

    private static List<RecordComponent> components(Class<?> record) {
        return List.of(Objects.requireNonNull(record.getRecordComponents()));
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith(PREFIX) && !NOT_SETTINGS.contains(variable);
    }

    static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
