/// Memories over plain HTTP: each route turns a request into one of the memory calls, and its answer into JSON.
/// Paths and shapes are described in `openapi.json`, which a test keeps true. Holds no logic; uses
/// `memory.wire` and `door.http`.
@NullMarked
package dev.mimo.door.rest;

import org.jspecify.annotations.NullMarked;
