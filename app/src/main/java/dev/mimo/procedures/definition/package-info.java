/// Definitions of procedures: read strictly from YAML or JSON, from Amazon States Language and from the form of an
/// earlier system; every problem with its path and line; their graph, and a picture of it
/// ([docs](../../../../../../../docs/procedures.md)).
@NullMarked
package dev.mimo.procedures.definition;

import org.jspecify.annotations.NullMarked;
