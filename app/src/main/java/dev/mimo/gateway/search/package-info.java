/// Finds tools by what a request says: by words of names, descriptions and parameters, by the meaning of their phrases,
/// and by requests for which they were used with success before.
@NullMarked
package dev.mimo.gateway.search;

import org.jspecify.annotations.NullMarked;
