-- What facts are made of, each once in a namespace, by whatever names it has. kind: 0 entity, 1 IRI, 2 literal, 3 blank
-- node.
CREATE TABLE IF NOT EXISTS fact_term (
    id        INTEGER PRIMARY KEY,
    namespace INTEGER NOT NULL REFERENCES namespace (id),
    kind      INTEGER NOT NULL,
    label     TEXT    NOT NULL,
    datatype  TEXT,
    language  TEXT
) STRICT;

-- By which normalized name a term is found: its own, and aliases.
CREATE TABLE IF NOT EXISTS fact_name (
    namespace INTEGER NOT NULL REFERENCES namespace (id),
    name      TEXT    NOT NULL,
    term      INTEGER NOT NULL REFERENCES fact_term (id),
    PRIMARY KEY (namespace, name)
) STRICT, WITHOUT ROWID;

-- Where facts come from; 0 is nowhere that was said.
CREATE TABLE IF NOT EXISTS fact_source (
    id        INTEGER PRIMARY KEY,
    namespace INTEGER NOT NULL REFERENCES namespace (id),
    text      TEXT    NOT NULL,
    UNIQUE (namespace, text)
) STRICT;

-- The number of the newest fact, and of the newest row: never used twice.
CREATE TABLE IF NOT EXISTS fact_sequence (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO fact_sequence (one, last) VALUES (1, 0) ON CONFLICT (one) DO NOTHING;

-- One row for each stretch of time in which a version of a fact was known; known_to is 9223372036854775807 while it
-- still is. An undo makes a copy of the row that it restores, with the same origin. The world's times are half open:
-- from -9223372036854775808 where nobody said since when, to 9223372036854775807 where it still holds; offsets are in
-- minutes east. made_by and ended_by are the writes that did so, as numbers of their undo handles, for as long as those
-- can be used.
CREATE TABLE IF NOT EXISTS fact (
    row               INTEGER PRIMARY KEY,
    id                INTEGER NOT NULL,
    namespace         INTEGER NOT NULL REFERENCES namespace (id),
    version           INTEGER NOT NULL,
    origin            INTEGER NOT NULL,
    subject           INTEGER NOT NULL,
    predicate         INTEGER NOT NULL,
    object            INTEGER NOT NULL,
    valid_from        INTEGER NOT NULL,
    valid_to          INTEGER NOT NULL,
    confidence        REAL    NOT NULL,
    source            INTEGER NOT NULL,
    known_from        INTEGER NOT NULL,
    known_to          INTEGER NOT NULL,
    recorded_at       INTEGER NOT NULL,
    valid_from_offset INTEGER,
    valid_to_offset   INTEGER,
    made_by           INTEGER,
    ended_by          INTEGER
) STRICT;

-- What is believed now, in the three orders that any pattern needs, with all that a match tells.
CREATE INDEX IF NOT EXISTS fact_spo
    ON fact (namespace, subject, predicate, object, valid_from, valid_to, confidence, source)
    WHERE known_to = 9223372036854775807;
CREATE INDEX IF NOT EXISTS fact_pos
    ON fact (namespace, predicate, object, subject, valid_from, valid_to, confidence, source)
    WHERE known_to = 9223372036854775807;
CREATE INDEX IF NOT EXISTS fact_osp
    ON fact (namespace, object, subject, predicate, valid_from, valid_to, confidence, source)
    WHERE known_to = 9223372036854775807;
-- What was believed once.
CREATE INDEX IF NOT EXISTS fact_past_spo ON fact (namespace, subject, predicate, object)
    WHERE known_to < 9223372036854775807;
CREATE INDEX IF NOT EXISTS fact_past_pos ON fact (namespace, predicate, object, subject)
    WHERE known_to < 9223372036854775807;
CREATE INDEX IF NOT EXISTS fact_past_osp ON fact (namespace, object, subject, predicate)
    WHERE known_to < 9223372036854775807;
-- The rows of a fact: most have one, which is found by its number.
CREATE INDEX IF NOT EXISTS fact_later ON fact (id) WHERE row <> id;
CREATE INDEX IF NOT EXISTS fact_source_of ON fact (source) WHERE source <> 0;
CREATE INDEX IF NOT EXISTS fact_made ON fact (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS fact_ended ON fact (ended_by) WHERE ended_by IS NOT NULL;

-- The rules of a namespace, as a whole list each time they are changed; without one, the standard rules hold.
CREATE TABLE IF NOT EXISTS fact_rules (
    row        INTEGER PRIMARY KEY,
    namespace  INTEGER NOT NULL REFERENCES namespace (id),
    origin     INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL,
    rules      TEXT    NOT NULL,
    made_by    INTEGER,
    ended_by   INTEGER
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS fact_rules_now ON fact_rules (namespace) WHERE known_to = 9223372036854775807;
CREATE INDEX IF NOT EXISTS fact_rules_made ON fact_rules (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS fact_rules_ended ON fact_rules (ended_by) WHERE ended_by IS NOT NULL;
