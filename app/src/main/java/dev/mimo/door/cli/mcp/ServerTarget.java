package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.stdio.ChildCommand;
import dev.mimo.mcp.client.stdio.ChildSettings;
import dev.mimo.mcp.client.stdio.StdioTransport;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.Redaction;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The server that is meant, as it was typed.
sealed interface ServerTarget {
    /// @param login for a server that wants a credential
    Transport transport(MessageTrace trace, ServerLogin login);

    /// @throws RefusedException when what is said about logging in cannot be meant for it
    void check(LoginOptions login);

    /// What must not stand in a transcript.
    List<String> secrets();

    /// What failed, and what to do about it.
    ///
    /// @param redaction of what the server says
    RefusedException refusal(McpClientException e, Redaction redaction);

    /// @throws RefusedException when it cannot be meant like that
    static ServerTarget of(List<String> words, List<String> headers, List<String> environment) {
        String first = words.getFirst();
        boolean address = words.size() == 1 && first.matches("(?i)https?://.*");
        if (address && !environment.isEmpty()) {
            throw Refusal.invalid("--env", "is for a program, not for an address", "Leave it out.");
        }
        if (!address && !headers.isEmpty()) {
            throw Refusal.invalid("--header", "is for an address, not for a program",
                    "Leave it out, or give the program its credential with --env.");
        }
        return address ? new Address(uri(first), headers(headers)) : new Command(words, variables(environment));
    }

    /// @throws RefusedException when it is no address
    static URI uri(String typed) {
        try {
            URI uri = URI.create(typed);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // the same as one without a host
        }
        throw Refusal.invalid("URL", "is not an address", "Write it like http://127.0.0.1:4000/mcp.");
    }

    private static Map<String, String> headers(List<String> typed) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : typed) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw Refusal.invalid("--header", "has no colon", "Write it like --header 'Name: value'.");
            }
            headers.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
        }
        return headers;
    }

    private static Map<String, String> variables(List<String> typed) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : typed) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            String value = equals < 0 ? System.getenv(name) : variable.substring(equals + 1);
            if (name.isEmpty() || value == null) {
                throw Refusal.invalid("--env", "names '" + name + "', which this shell does not have",
                        "Write it like --env NAME=VALUE.");
            }
            variables.put(name, value);
        }
        return variables;
    }

    /// A server that runs somewhere.
    record Address(URI uri, Map<String, String> headers) implements ServerTarget {
        @Override
        public Transport transport(MessageTrace trace, ServerLogin login) {
            try {
                return new HttpTransport(uri, headers, hasCredential() ? HttpAuthorizer.NONE : login.authorizer(uri),
                        trace,
                        HttpTransportSettings.defaults());
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("--header", "cannot be sent: " + e.getMessage(),
                        "Some headers belong to the connection itself, and none may hold line ends.");
            }
        }

        @Override
        public void check(LoginOptions login) {
            if (login.login && hasCredential()) {
                throw Refusal.invalid("--login", "and a header 'Authorization' exclude each other",
                        "Leave one of the two out.");
            }
        }

        private boolean hasCredential() {
            return headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
        }

        @Override
        public List<String> secrets() {
            List<String> secrets = new ArrayList<>();
            headers.values().forEach(value -> {
                secrets.add(value);
                secrets.add(value.substring(value.lastIndexOf(' ') + 1));
            });
            return secrets;
        }

        @Override
        public RefusedException refusal(McpClientException e, Redaction redaction) {
            return ClientRefusals.of(e, redaction,
                    "Look whether a server runs there, and whether the address is complete; most "
                            + "end in /mcp.");
        }
    }

    /// A server that is started for this.
    record Command(List<String> words, Map<String, String> variables) implements ServerTarget {
        @Override
        public Transport transport(MessageTrace trace, ServerLogin login) {
            return new StdioTransport(
                    new ChildCommand(words, ChildCommand.environment(System.getenv(), variables), null), trace,
                    ChildSettings.defaults());
        }

        @Override
        public void check(LoginOptions login) {
            if (login.anyGiven()) {
                throw Refusal.invalid("--login", "and what belongs to it are for an address, not for a program",
                        "Leave them out, or give the program its credential with --env.");
            }
        }

        @Override
        public List<String> secrets() {
            return List.copyOf(variables.values());
        }

        @Override
        public RefusedException refusal(McpClientException e, Redaction redaction) {
            return ClientRefusals.of(e, redaction,
                    "Look whether the program is installed and speaks MCP on its standard streams; "
                            + "what it needs of this shell's variables is given with --env.");
        }
    }
}
