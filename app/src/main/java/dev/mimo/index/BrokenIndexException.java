package dev.mimo.index;

/// Says that an index is of no more use, since a change to it failed half-way; it has to be loaded anew.
public final class BrokenIndexException extends IllegalStateException {
    BrokenIndexException() {
        super("a change to the index failed half-way, so nothing is searched in it any more");
    }
}
