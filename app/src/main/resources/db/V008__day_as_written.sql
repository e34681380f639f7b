-- In which offset from UTC it was said when it happened, in minutes east: what day it was there. Absent where nobody
-- said, or in UTC.
ALTER TABLE memory_version ADD COLUMN occurred_offset INTEGER;

-- How far what is derived from the rows was made anew, by the version it was made with. Rows are in the order in which
-- they were written.
CREATE TABLE IF NOT EXISTS renewal (
    name    TEXT    PRIMARY KEY,
    version INTEGER NOT NULL,
    up_to   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
