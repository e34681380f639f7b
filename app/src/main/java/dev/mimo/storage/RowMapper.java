package dev.mimo.storage;

import java.sql.SQLException;

/// Makes a value of a row.
@FunctionalInterface
public interface RowMapper<T> {
    T map(Row row) throws SQLException;
}
