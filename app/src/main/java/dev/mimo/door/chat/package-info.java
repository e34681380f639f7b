/// The model doors: a language model with memory inside, as OpenAI's and Anthropic's clients speak to one. Each wire is
/// turned into one inner form and back.
@NullMarked
package dev.mimo.door.chat;

import org.jspecify.annotations.NullMarked;
