/// What is small, needed all over, and easily done slightly wrong: putting a file in place, digests, sealed tokens.
@NullMarked
package dev.mimo.file;

import org.jspecify.annotations.NullMarked;
