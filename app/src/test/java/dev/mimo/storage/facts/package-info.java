@NullMarked
package dev.mimo.storage.facts;

import org.jspecify.annotations.NullMarked;
