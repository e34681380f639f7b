-- Every time is in microseconds since the epoch; 9223372036854775807 as known_to means: still known.

-- One counter for the whole file: each committed change to a version takes the next number, so that a process can
-- ask for what changed since it last looked. Writes are one at a time, so numbers are committed in order.
CREATE TABLE change (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL
) STRICT;
INSERT INTO change (one, sequence) VALUES (1, 0);

CREATE TABLE namespace (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE model (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One row for each stretch of time in which a version was known. An undo makes a copy of the row it restores; the
-- copy's origin is the row that was written first, and all rows of an origin say the same.
--
-- entry is what the search index needs of the other columns, packed into one, for quick loading.
--
-- row is the change number at which it was made: never used twice, even after a purge. The wide columns come last,
-- so that reading the others does not walk the overflow pages of long texts.
CREATE TABLE memory_version (
    row            INTEGER PRIMARY KEY,
    namespace      INTEGER NOT NULL REFERENCES namespace (id),
    id             TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    origin         INTEGER NOT NULL,
    known_from     INTEGER NOT NULL,
    known_to       INTEGER NOT NULL,
    changed        INTEGER NOT NULL,
    embedded_by    INTEGER REFERENCES model (id),
    recorded_at    INTEGER NOT NULL,
    occurred_at    INTEGER NOT NULL,
    occurred_said  INTEGER NOT NULL,
    importance     REAL    NOT NULL,
    category       TEXT    NOT NULL,
    trust          TEXT    NOT NULL,
    source         TEXT,
    session        TEXT,
    speaker        TEXT,
    key            TEXT,
    content_hash   BLOB    NOT NULL,
    tags           TEXT    NOT NULL,
    entry_version  INTEGER NOT NULL,
    entry          BLOB    NOT NULL,
    metadata       TEXT    NOT NULL,
    content        TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX memory_current ON memory_version (namespace, id) WHERE known_to = 9223372036854775807;
CREATE UNIQUE INDEX memory_key ON memory_version (namespace, key)
    WHERE known_to = 9223372036854775807 AND key IS NOT NULL;
CREATE UNIQUE INDEX memory_text ON memory_version (namespace, content_hash)
    WHERE known_to = 9223372036854775807 AND session IS NULL;
CREATE INDEX memory_unembedded ON memory_version (embedded_by) WHERE known_to = 9223372036854775807;
CREATE INDEX memory_history ON memory_version (namespace, id);
CREATE INDEX memory_rows ON memory_version (namespace);
CREATE INDEX memory_changed ON memory_version (namespace, changed);

-- Vectors belong to an origin; its copies share them. Codes apart from full precision: loading an index reads only
-- the codes, rescoring only a few full ones. All three are of the model named in memory_version.embedded_by.
CREATE TABLE vector_code (
    origin INTEGER PRIMARY KEY REFERENCES memory_version (row) ON DELETE CASCADE,
    scales BLOB NOT NULL,
    codes  BLOB NOT NULL
) STRICT;
CREATE TABLE vector_full (
    origin   INTEGER PRIMARY KEY REFERENCES memory_version (row) ON DELETE CASCADE,
    passages INTEGER NOT NULL,
    floats   BLOB NOT NULL
) STRICT;
CREATE TABLE token_vectors (
    origin INTEGER PRIMARY KEY REFERENCES memory_version (row) ON DELETE CASCADE,
    packed BLOB NOT NULL
) STRICT;

-- A write as it can be reversed: each memory goes back from the origin that is current after it to the one that was
-- current before it; NULL where there was none.
CREATE TABLE undo (
    handle     TEXT    PRIMARY KEY,
    namespace  INTEGER NOT NULL REFERENCES namespace (id),
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX undo_expiry ON undo (expires_at);
CREATE TABLE undo_item (
    handle        TEXT NOT NULL REFERENCES undo (handle) ON DELETE CASCADE,
    id            TEXT NOT NULL,
    origin_before INTEGER,
    origin_after  INTEGER,
    PRIMARY KEY (handle, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE access (
    namespace INTEGER NOT NULL REFERENCES namespace (id),
    id        TEXT    NOT NULL,
    count     INTEGER NOT NULL,
    last_at   INTEGER,
    repeats   INTEGER NOT NULL,
    PRIMARY KEY (namespace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_recent ON access (namespace, last_at);

CREATE TABLE similar (
    namespace INTEGER NOT NULL REFERENCES namespace (id),
    id        TEXT    NOT NULL,
    other     TEXT    NOT NULL,
    score     REAL    NOT NULL,
    PRIMARY KEY (namespace, id, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX similar_other ON similar (namespace, other);
