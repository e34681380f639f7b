@NullMarked
package dev.mimo.json;

import org.jspecify.annotations.NullMarked;
