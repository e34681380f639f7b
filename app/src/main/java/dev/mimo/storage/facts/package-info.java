/// Facts in SQLite: a `*Table` class for each table with its SQL, the writes made of them, and views of the facts from
/// one moment. Every statement names the namespace.
@NullMarked
package dev.mimo.storage.facts;

import org.jspecify.annotations.NullMarked;
