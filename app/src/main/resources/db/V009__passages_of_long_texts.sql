-- Vectors of a long text's passages, kept as they are made, so that whoever embeds it next goes on from there; gone as
-- soon as the text has all of its vectors.
CREATE TABLE passage_vectors (
    origin   INTEGER NOT NULL REFERENCES memory_version (row) ON DELETE CASCADE,
    passage  INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    model    INTEGER NOT NULL REFERENCES model (id),
    floats   BLOB    NOT NULL,
    packed   BLOB    NOT NULL,
    PRIMARY KEY (origin, passage)
) STRICT, WITHOUT ROWID;
