@NullMarked
package dev.mimo.call;

import org.jspecify.annotations.NullMarked;
