/// What the official conformance suite of the protocol talks to: the product's engines and doors, with the tools,
/// resources and prompts that the suite calls by name. Run by `scripts/conformance`.
@NullMarked
package dev.mimo.conformance;

import org.jspecify.annotations.NullMarked;
