package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.SettingOverrides;
import dev.mimo.door.cli.ShellWord;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A verb about the memories of one namespace, as a table: each option stands once, with the field of the request that
/// it fills. What was not typed is not in the request, so that the core's defaults hold.
final class MemoryVerb implements Callable<Integer> {
    private final Action action;
    private final CommandSpec spec;
    private final CommonOptions common = new CommonOptions();
    private final Map<ArgSpec, String> fields = new LinkedHashMap<>();

    /// What a verb does.
    @FunctionalInterface
    interface Action {
        /// @param verb with what was typed
        /// @param typed the same as fields; those that are not the operation's are to be taken out of it
        void run(MemoryVerb verb, ObjectNode typed) throws IOException;
    }

    /// @param description a line each
    MemoryVerb(String name, Action action, String... description) {
        this.action = action;
        this.spec = CommandSpec.wrapWithoutInspection(this).name(name);
        spec.usageMessage().description(description).sortOptions(false);
    }

    /// picocli's command, with the options that all of these have.
    CommandLine command() {
        text("-n, --namespace", "NAME", "namespace",
                "Whose memory: a user, an agent, a project. 'default' if not given.");
        spec.addOption(OptionSpec.builder("--json")
                .description("Print JSON, as the REST door answers; errors as JSON on stderr.").build());
        spec.addMixin("common", CommandSpec.forAnnotatedObject(common));
        return new CommandLine(spec);
    }

    @Override
    public Integer call() throws IOException {
        ObjectNode typed = Json.object();
        List<ArgSpec> given = parsed().matchedArgs();
        fields.forEach((argument, field) -> {
            if (given.contains(argument)) {
                typed.set(field, value(argument));
            }
        });
        action.run(this, typed);
        return 0;
    }

    SettingOverrides flags() {
        return common.flags();
    }

    boolean json() {
        return parsed().hasMatchedOption("--json");
    }

    /// How the data and the namespace are repeated in a hint.
    String inHint() {
        Path home = common.flags().home();
        return (home == null ? "" : " --home " + ShellWord.quoted(home.toString())) + inNamespace();
    }

    private String inNamespace() {
        return parsed().hasMatchedOption("--namespace")
                ? " --namespace " + ShellWord.quoted(parsed().matchedOptionValue("--namespace", ""))
                : "";
    }

    /// The words that follow the verb, taken for one text.
    MemoryVerb words(String label, String field, String description) {
        return parameter(label, "0..*", "1..*", List.class, field, description);
    }

    MemoryVerb parameter(String label, String field, String description) {
        return parameter(label, "0", "1", String.class, field, description);
    }

    MemoryVerb maybeParameter(String label, String field, String description) {
        return parameter(label, "0", "0..1", String.class, field, description);
    }

    MemoryVerb text(String names, String label, String field, String description) {
        return option(names, label, String.class, field, description);
    }

    /// A time, in words or as a plain date too.
    MemoryVerb time(String name, String field, Clock clock, String description) {
        return fill(field, OptionSpec.builder(name).type(String.class).paramLabel("TIME").description(description)
                .converters(text -> TimeWords.of(clock).read(text)).build());
    }

    /// Given many times, it fills a list.
    MemoryVerb texts(String names, String label, String field, String description) {
        return option(names, label, List.class, field, description);
    }

    MemoryVerb number(String names, String label, String field, String description) {
        return option(names, label, Double.class, field, description);
    }

    MemoryVerb whole(String names, String field, String description) {
        return option(names, "N", Integer.class, field, description);
    }

    MemoryVerb json(String names, String field, String description) {
        return option(names, "JSON", JsonNode.class, field, description);
    }

    MemoryVerb flag(String names, String field, String description) {
        return option(names, "", boolean.class, field, description);
    }

    private MemoryVerb option(String names, String label, Class<?> type, String field, String description) {
        OptionSpec.Builder option = OptionSpec.builder(names.split(", ", -1)).type(type).description(description);
        if (!label.isEmpty()) {
            option.paramLabel(label);
        }
        if (type == JsonNode.class) {
            option.converters(MemoryVerb::parse);
        }
        return fill(field, option.build());
    }

    private MemoryVerb parameter(String label, String index, String arity, Class<?> type, String field,
            String description) {
        return fill(field, PositionalParamSpec.builder().paramLabel(label).index(index).arity(arity).type(type)
                .required(!arity.startsWith("0")).description(description).build());
    }

    private MemoryVerb fill(String field, ArgSpec argument) {
        spec.add(argument);
        fields.put(argument, field);
        return this;
    }

    private ParseResult parsed() {
        return spec.commandLine().getParseResult();
    }

    /// Not by Jackson's mapping, nor a switch over patterns: both cost a short program its start-up.
    private static JsonNode value(ArgSpec argument) {
        Object value = argument.getValue();
        if (value instanceof List<?> texts) {
            List<String> words = texts.stream().map(Object::toString).toList();
            return argument.isPositional() ? StringNode.valueOf(String.join(" ", words)) : array(words);
        }
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        if (value instanceof Integer whole) {
            return IntNode.valueOf(whole);
        }
        if (value instanceof Double number) {
            return DoubleNode.valueOf(number);
        }
        return value instanceof JsonNode json ? json : StringNode.valueOf(value.toString());
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }

    private static JsonNode parse(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
        } catch (MalformedJsonException _) {
            throw new TypeConversionException(
                    "it is not JSON. Give an object in single quotes, like '{\"ticket\": 7}'");
        }
    }
}
