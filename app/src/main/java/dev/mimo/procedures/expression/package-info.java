/// JSONata, the language of conditions and mappings: text to a tree, and a tree evaluated over JSON within a bound
/// of steps and of size ([ADR 21](../../../../../../../docs/adr/0021-procedure-definitions.md)). Reaches nothing but
/// what it is given: no clock, no chance, no files, no classes.
@NullMarked
package dev.mimo.procedures.expression;

import org.jspecify.annotations.NullMarked;
