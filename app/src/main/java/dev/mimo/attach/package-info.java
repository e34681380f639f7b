/// Finding a server that runs on the same data, and calling it as if its memory were here. `server.json` is a hint
/// that is verified before use; when in doubt there is no server, and the caller opens the store itself.
@NullMarked
package dev.mimo.attach;

import org.jspecify.annotations.NullMarked;
