-- Deletions by filter noted a moment before the one from which the memories were gone, so that purging took these for
-- still wanted. Of handles that were not used, the two moments are made one.
UPDATE undo SET made_at = deleted.at
FROM (SELECT i.handle, min(m.known_to) AS at
      FROM undo u
      JOIN undo_item i ON i.handle = u.handle
      JOIN memory_version m ON m.namespace = u.namespace AND m.id = i.id AND m.origin = i.origin_before
      WHERE u.kind = 'memory' AND u.used_at IS NULL AND i.origin_after IS NULL
        AND m.known_to >= u.made_at AND m.known_to < 9223372036854775807
      GROUP BY i.handle) deleted
WHERE undo.handle = deleted.handle AND undo.made_at < deleted.at;

-- What lost its handle already without being purged gets one that has expired, so that it is purged in small steps like
-- anything else: memories of which no version is in force and which no handle can bring back.
INSERT INTO undo (handle, namespace, made_at, expires_at)
SELECT 'purge-' || n.id, n.id, 9223372036854775806, 0 FROM namespace n;
INSERT INTO undo_item (handle, id)
SELECT 'purge-' || lost.namespace, lost.id
FROM (SELECT m.namespace, m.id FROM memory_version m
      EXCEPT SELECT c.namespace, c.id FROM memory_version c WHERE c.known_to = 9223372036854775807
      EXCEPT SELECT u.namespace, i.id FROM undo u JOIN undo_item i ON i.handle = u.handle) lost;
