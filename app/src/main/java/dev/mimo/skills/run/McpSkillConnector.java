package dev.mimo.skills.run;

import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.Redaction;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.catalog.CommandScreen;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch.Endpoint;
import dev.mimo.skills.catalog.SkillLaunch.Program;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.catalog.VariableExpander;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Brings skills up over the Model Context Protocol: programs as whole trees of processes, servers elsewhere over HTTP.
public final class McpSkillConnector implements SkillConnector {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final SkillPrograms programs;
    private final VariableExpander variables;
    private final SkillSettings settings;
    private final ClientProfile profile;

    /// @param variables what `${NAME}` stands for
    public McpSkillConnector(SkillPrograms programs, VariableExpander variables, SkillSettings settings,
            String version) {
        this.programs = programs;
        this.variables = variables;
        this.settings = settings;
        // what a caller cannot answer is refused when it is asked
        this.profile = ClientProfile.of("mimo", version).answering(EnumSet.allOf(InputKind.class));
    }

    @Override
    public RunningSkill connect(SkillDefinition skill, ClientHandlers handlers) throws InterruptedException {
        try {
            return switch (skill.launch()) {
                case Program program -> program(skill, program, handlers);
                case Endpoint endpoint -> endpoint(skill, endpoint, handlers);
            };
        } catch (IllegalArgumentException e) {
            throw Refusal.conflict("The skill '" + skill.name() + "' cannot be started. " + e.getMessage(),
                    "Mend its entry in skills.json.");
        }
    }

    private RunningSkill program(SkillDefinition skill, Program program, ClientHandlers handlers)
            throws InterruptedException {
        String objection = skill.options().anyCommand() ? null : CommandScreen.objection(program);
        if (objection != null) {
            throw new RefusedException(new Refusal.Denied("The command of the skill '" + skill.name()
                    + "' is not run: " + objection + ".",
                    "Change the command in skills.json; if it is meant so, add "
                            + "\"mimo\": {\"any_command\": true} to its entry."));
        }
        SkillPrograms.Started started = programs.prepare(skill, program, variables);
        McpClient client = null;
        try {
            client = client(skill, started, handlers, started.redaction());
            return started.running(client);
        } finally {
            if (client == null) {
                started.close();
            }
        }
    }

    private RunningSkill endpoint(SkillDefinition skill, Endpoint endpoint, ClientHandlers handlers)
            throws InterruptedException {
        Map<String, String> headers = variables.expand(endpoint.headers());
        HttpTransport usual = new HttpTransport(URI.create(variables.expand(endpoint.url())), headers,
                HttpAuthorizer.NONE, MessageTrace.NONE, HttpTransportSettings.defaults());
        Transport transport = endpoint.protocol() == Endpoint.Protocol.LEGACY_SSE
                ? Objects.requireNonNull(usual.older())
                : usual;
        List<String> secrets = new ArrayList<>(headers.values());
        headers.values().forEach(value -> secrets.add(value.substring(value.lastIndexOf(' ') + 1)));
        return new RemoteSkill(client(skill, transport, handlers, new Redaction(secrets)));
    }

    private McpClient client(SkillDefinition skill, Transport transport, ClientHandlers handlers, Redaction redaction)
            throws InterruptedException {
        Duration limit = skill.options().startTimeout() == null
                ? settings.startTimeout()
                : skill.options().startTimeout();
        try {
            return McpClient.connect(transport, new McpClient.Parts(profile, handlers,
                    ClientSettings.defaults().withHandshake(limit), Clock.systemUTC()), OutputValidator.NONE);
        } catch (McpClientException e) {
            throw new RefusedException(refusal(skill, e, redaction.text(
                    "The skill '" + skill.name() + "' cannot be spoken to. " + e.getMessage())));
        }
    }

    private static Refusal refusal(SkillDefinition skill, McpClientException e, String detail) {
        String remedy =
                "`skills logs " + skill.name() + "` shows what it said; mend its entry in skills.json, then `skills"
                        + " restart " + skill.name() + "`.";
        if (e.reason() instanceof McpClientException.Unauthorized) {
            return new Refusal.Denied(detail,
                    "Log in with `skills login " + skill.name() + "`, or give it a header with a credential.");
        }
        return e.reason() instanceof McpClientException.TimedOut
                ? new Refusal.TimedOut(detail, remedy)
                : new Refusal.Unavailable(detail, remedy, SOON);
    }
}
