-- Which process does a thing that one should do alone, and until when, in microseconds since the epoch.
CREATE TABLE IF NOT EXISTS lease (
    name    TEXT    PRIMARY KEY,
    owner   TEXT    NOT NULL,
    purpose TEXT    NOT NULL,
    until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What waits for vectors, by namespace, so that each gets its turn; it answers what the index before it did.
DROP INDEX IF EXISTS memory_unembedded;
CREATE INDEX IF NOT EXISTS memory_waiting ON memory_version (embedded_by, namespace) WHERE known_to = 9223372036854775807;
