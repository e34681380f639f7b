-- The change number at which the version ceased to be current: absent while it is, and where that happened before this
-- column was made. Unlike changed it stays as it is when the version is embedded later. The index alone answers who
-- asks which memories ended since a change.
ALTER TABLE memory_version ADD COLUMN ended INTEGER;
CREATE INDEX memory_ended ON memory_version (ended, namespace, id) WHERE ended IS NOT NULL;
