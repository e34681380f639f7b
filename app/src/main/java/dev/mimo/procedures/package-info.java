/// Procedures: what an agent knows how to do, as state machines that are stored as data
/// ([docs](../../../../../../docs/procedures.md)). Their expressions are in `expression`, their definitions in
/// `definition`, what they can be asked in `operation`.
@NullMarked
package dev.mimo.procedures;

import org.jspecify.annotations.NullMarked;
