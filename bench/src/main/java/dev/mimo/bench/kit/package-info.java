/// What measurements are made with: programs that are started, figures that are printed.
@NullMarked
package dev.mimo.bench.kit;

import org.jspecify.annotations.NullMarked;
