-- The change number at which the version ceased to be current: absent while it is, and where that happened before this
-- column was made. Unlike changed it stays as it is when the version is embedded later. The index alone answers who
-- asks which memories ended since a change.
ALTER TABLE memory_version ADD COLUMN ended INTEGER;
CREATE INDEX memory_ended ON memory_version (ended, namespace, id) WHERE ended IS NOT NULL;

-- Here and not in the statements that end versions, so that processes of an older Mimo, which opened the file before
-- this column was made, keep it too.
CREATE TRIGGER memory_ends AFTER UPDATE OF known_to ON memory_version
WHEN OLD.known_to = 9223372036854775807 AND NEW.known_to <> 9223372036854775807
BEGIN
    UPDATE memory_version SET ended = NEW.changed WHERE row = NEW.row;
END;
