package dev.mimo.door.cli;

import dev.mimo.attach.RunningServer;
import dev.mimo.json.Json;
import dev.mimo.tools.VisibleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `doctor`
@Command(name = "doctor", description = "Look at this installation and say what is wrong with it.", sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    /// What the contract gives to a part that is down.
    private static final int UNHEALTHY = 7;

    private final CliBackend program;
    private final Terminal terminal;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Option(names = "--serving", description = "Also be unwell when no server runs; for health checks.")
    boolean serving;

    DoctorCommand(CliBackend program, Terminal terminal) {
        this.program = program;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = program.home(common.flags());
        RunningServer server = RunningServer.find(home);
        List<DoctorCheck> checks = new ArrayList<>(new MachineChecks(home, server, serving).run());
        checks.addAll(program.checks(common.flags(), server));
        boolean healthy = checks.stream().noneMatch(check -> check.verdict() == DoctorCheck.Verdict.BAD);
        if (json) {
            terminal.printJson(asJson(checks, healthy));
        } else {
            int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
            checks.forEach(check -> print(check, width));
            terminal.out().println(healthy ? "Mimo is well." : "Mimo is not well; see the lines marked 'bad'.");
        }
        return healthy ? 0 : UNHEALTHY;
    }

    private void print(DoctorCheck check, int width) {
        String mark = switch (check.verdict()) {
            case OK -> terminal.green("ok  ");
            case NOTE -> terminal.yellow("note");
            case BAD -> terminal.red("bad ");
        };
        terminal.out().println(mark + "  " + String.format(Locale.ROOT, "%-" + width + "s", check.name()) + "  "
                + VisibleText.line(check.found()));
        if (check.remedy() != null) {
            terminal.out().println(" ".repeat(width + 8) + check.remedy());
        }
    }

    private static ObjectNode asJson(List<DoctorCheck> checks, boolean healthy) {
        ObjectNode answer = Json.object().put("healthy", healthy);
        ArrayNode list = answer.putArray("checks");
        checks.forEach(check -> {
            ObjectNode each = list.addObject()
                    .put("name", check.name())
                    .put("verdict", check.verdict().name().toLowerCase(Locale.ROOT))
                    .put("found", check.found());
            if (check.remedy() != null) {
                each.put("remedy", check.remedy());
            }
        });
        return answer;
    }
}
