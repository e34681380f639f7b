-- Whose write a handle takes back. An undo of very many memories goes in pieces; until it has taken back all of them,
-- whoever asks again goes on with it.
ALTER TABLE undo ADD COLUMN reverses TEXT;
CREATE UNIQUE INDEX undo_reverses ON undo (reverses) WHERE reverses IS NOT NULL;

-- Near-duplicates are texts, not memories: a link is between two origins, so that an edit ends it and the undo of the
-- edit brings it back. It goes with either of them.
CREATE TABLE similar_origin (
    origin INTEGER NOT NULL REFERENCES memory_version (row) ON DELETE CASCADE,
    other  INTEGER NOT NULL REFERENCES memory_version (row) ON DELETE CASCADE,
    score  REAL    NOT NULL,
    PRIMARY KEY (origin, other)
) STRICT, WITHOUT ROWID;
INSERT INTO similar_origin (origin, other, score)
SELECT m.origin, o.origin, s.score FROM similar s
CROSS JOIN memory_version m ON m.namespace = s.namespace AND m.id = s.id AND m.known_to = 9223372036854775807
CROSS JOIN memory_version o ON o.namespace = s.namespace AND o.id = s.other AND o.known_to = 9223372036854775807;
DROP TABLE similar;
ALTER TABLE similar_origin RENAME TO similar;
CREATE INDEX similar_other ON similar (other);
