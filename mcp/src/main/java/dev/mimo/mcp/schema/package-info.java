/// JSON Schema for arguments and results. Whoever checks gets sentences for models; which library does the work is
/// known to one class only, and is loaded by the first schema that asks for more than an object.
@NullMarked
package dev.mimo.mcp.schema;

import org.jspecify.annotations.NullMarked;
