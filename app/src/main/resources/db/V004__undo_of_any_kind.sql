-- Handles reverse writes to any kind of thing, and say to which. Each kind keeps in tables of its own what it takes to
-- reverse its writes; those of memories are in undo_item. The default is for processes of an older Mimo, which write
-- memories alone.
ALTER TABLE undo ADD COLUMN kind TEXT NOT NULL DEFAULT 'memory';
