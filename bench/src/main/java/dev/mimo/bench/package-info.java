/// The measurements behind every figure Mimo states: `./mimo bench …`.
@NullMarked
package dev.mimo.bench;

import org.jspecify.annotations.NullMarked;
