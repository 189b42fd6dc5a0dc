package org.dreamlms.books.migration;

import java.util.List;

/** The three tables whose rows carry a book, and the names their parts have before and after. */
public enum BookTable {
    ASSIGNMENTS("assignments"),
    ACTIVITIES("activities"),
    BOOK_ASSIGNMENTS("book_assignments");

    /** In the order in which operators think of them: the smallest risk of waiting comes last. */
    public static final List<BookTable> ALL = List.of(values());

    /** Their names as a list of SQL literals for {@code relname IN (…)}. */
    public static final String LITERALS = "'assignments', 'activities', 'book_assignments'";

    /** All tables that nobody may write while the migration runs. */
    static final List<String> LOCKED =
            List.of(
                    "books",
                    "activities",
                    "assignments",
                    "assignment_activities",
                    "book_assignments");

    private final String table;

    BookTable(String table) {
        this.table = table;
    }

    public String table() {
        return table;
    }

    public String oldIndex() {
        return "ix_" + table + "_book_id";
    }

    public String newIndex() {
        return "ix_" + table + "_dcs_book_id";
    }
}
