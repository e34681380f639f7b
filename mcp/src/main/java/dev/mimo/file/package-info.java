/// What is small, needed all over, and easily done slightly wrong: putting a file in place, and digests.
@NullMarked
package dev.mimo.file;

import org.jspecify.annotations.NullMarked;
