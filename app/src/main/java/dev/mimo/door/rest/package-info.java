/// Operations over plain HTTP: each is a route, turned into a call and back by its own description, which is also what
/// `/openapi.json` and the page `/docs` are made of. Holds no logic; uses `call` and `door.http`.
@NullMarked
package dev.mimo.door.rest;

import org.jspecify.annotations.NullMarked;
