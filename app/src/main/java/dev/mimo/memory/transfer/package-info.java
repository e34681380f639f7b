/// Memories that leave and come: exports of a namespace or of all, and imports of files in the forms of others. Owns
/// `TransferStore`, which `storage` implements.
@NullMarked
package dev.mimo.memory.transfer;

import org.jspecify.annotations.NullMarked;
