/// Properties: tests that are run on many drawn values, in plain JUnit. A failure prints the simplest values that were
/// found to fail, and the seed that draws the failing ones again
/// ([ADR 16](../../../../../../../docs/adr/0016-property-tests.md)).
@NullMarked
package dev.mimo.property;

import org.jspecify.annotations.NullMarked;
