-- Packed tokens no longer carry the number of a word, which nothing read. What was packed before is embedded again, in
-- the background; words and vectors find it meanwhile.
DELETE FROM token_vectors;
UPDATE memory_version SET embedded_by = NULL WHERE known_to = 9223372036854775807;
