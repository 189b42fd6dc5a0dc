package org.dreamlms.books.db;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every filter has an index that serves it: with sequential scans forbidden none is left. */
@QuarkusTest
public class IndexTest extends RowsTest {

    private static final String ID = "'00000000-0000-0000-0000-000000000000'";

    @Inject AgroalDataSource database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "activities WHERE dcs_book_id = 4",
                "activities WHERE activity_type = 'circle'",
                "assignments WHERE dcs_book_id = 4",
                "assignments WHERE teacher_id = " + ID,
                "assignments WHERE status = 'draft'",
                "assignment_activities WHERE assignment_id IN (" + ID + ")",
                "assignment_students WHERE assignment_id = " + ID,
                "book_assignments WHERE dcs_book_id = 4",
                "book_assignments WHERE school_id = " + ID,
                "book_assignments WHERE teacher_id = " + ID,
                "dcs_books.book_id_map WHERE legacy_id = " + ID,
                "teachers WHERE user_id = " + ID
            })
    void theFilterHasAnIndex(String filtered) throws SQLException {
        var plan = plan(filtered);
        assertTrue(!plan.contains("Seq Scan") && plan.contains("Index Cond"), plan);
    }

    private String plan(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            var plan = new StringBuilder();
            try (var lines = statement.executeQuery("EXPLAIN SELECT * FROM " + query)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            } finally {
                statement.execute("RESET enable_seqscan");
            }
            return plan.toString();
        }
    }

    @Test
    void aPageOfAssignmentsIsReadInItsOrder() throws SQLException {
        var plan = plan("assignments x ORDER BY x.created_at DESC, x.id LIMIT 100");
        assertTrue(plan.contains("ix_assignments_created_at_id"), plan);
        assertTrue(!plan.contains("Sort"), plan);
    }
}
