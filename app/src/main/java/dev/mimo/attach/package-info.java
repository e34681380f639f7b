/// Finding a server that runs on the same data, and calling it as if its rooms were here; or opening the rooms here, in
/// the background. `server.json` is a hint that is verified before use; when in doubt there is no server.
@NullMarked
package dev.mimo.attach;

import org.jspecify.annotations.NullMarked;
