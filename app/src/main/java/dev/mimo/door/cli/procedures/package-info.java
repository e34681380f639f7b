/// The verbs about procedures.
@NullMarked
package dev.mimo.door.cli.procedures;

import org.jspecify.annotations.NullMarked;
