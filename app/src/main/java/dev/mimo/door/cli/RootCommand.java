package dev.mimo.door.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `mimo` without a verb.
@Command(name = "mimo",
        description = "Memory for AI agents: remember, recall and undo, from any agent or shell.",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n", optionListHeading = "%nOptions:%n",
        footer = {
                "",
                "Start here:  mimo remember \"Priya prefers tea over coffee\"",
                "             mimo recall \"what does Priya like to drink?\"",
                "             mimo connect       how to give this memory to your agents",
                "",
                "Data lives in $MIMO_HOME (~/.mimo). 'mimo help VERB' explains a verb."})
final class RootCommand {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version and its Java.")
    boolean version;
}
