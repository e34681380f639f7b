package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CommonOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Options of the verbs that are about the memories of one namespace.
final class MemoryOptions {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = {"-n",
            "--namespace"}, paramLabel = "NAME",
            description = "Whose memory: a user, an agent, a project. 'default' if not given.")
    @Nullable
    String namespace;

    @Option(names = "--json", description = "Print JSON, as the REST door answers; errors as JSON on stderr.")
    boolean json;

    /// A request that holds the namespace, if one was given, and nothing else yet.
    ObjectNode request() {
        return Fields.put(JsonMapper.shared().createObjectNode(), "namespace", namespace);
    }

    /// How the namespace is repeated in a hint.
    String inHint() {
        return namespace == null ? "" : " --namespace " + namespace;
    }
}
