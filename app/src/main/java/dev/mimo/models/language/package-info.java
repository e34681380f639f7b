/// Language models elsewhere behind one small interface: asked one after another until one answers. What they are
/// asked and what they answer has one inner form, the JSON of OpenAI's chat completions: fields that nobody here knows
/// reach a provider that may know them.
@NullMarked
package dev.mimo.models.language;

import org.jspecify.annotations.NullMarked;
