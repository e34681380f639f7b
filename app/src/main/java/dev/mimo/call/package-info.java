/// Operations as typed values. A `RecordShape` is the one description of a record: it reads strictly, writes, and
/// describes itself as JSON Schema. An `Operation` adds a name, an effect and how it lies on HTTP; routes, OpenAPI, the
/// remote side, the tools' schemas and the tables of the docs are made from it. `OperationClient` passes records,
/// whether whoever answers is in this process or not. Uses the ground floor only.
@NullMarked
package dev.mimo.call;

import org.jspecify.annotations.NullMarked;
