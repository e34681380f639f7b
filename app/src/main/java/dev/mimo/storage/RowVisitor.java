package dev.mimo.storage;

import java.sql.SQLException;

/// Looks at a row, which is valid during the call only.
@FunctionalInterface
public interface RowVisitor {
    void visit(Row row) throws SQLException;
}
