/// The command line's verbs: words become calls, answers become lines or JSON. Calls the server that runs on the
/// same data when there is one, else opens the store through `CliBackend`. The only room that prints.
@NullMarked
package dev.mimo.door.cli;

import org.jspecify.annotations.NullMarked;
