package org.dreamlms.books.migration.check;

import java.util.List;

/** What one check of the preflight found. */
public sealed interface Finding {

    /** How many offending rows are shown. */
    int SHOWN = 5;

    /** All well; {@code note} says in a few words what was looked at. */
    record Passed(String note) implements Finding {}

    /** Worth reading, but no reason to stop. */
    record Warned(String note, long count, List<String> rows) implements Finding {}

    /** A reason to stop; {@code advice} says what to do about it. */
    record Refused(String problem, long count, List<String> rows, String advice)
            implements Finding {}

    /** Could not be tried here and now; {@code note} says what, and why. */
    record Unproven(String note) implements Finding {}

    static Finding unproven(String note) {
        return new Unproven(note);
    }

    static Finding passed(String note) {
        return new Passed(note);
    }

    static Finding warned(String note, List<String> rows) {
        return new Warned(note, rows.size(), rows.stream().limit(SHOWN).toList());
    }

    static Finding refused(String problem, List<String> rows, String advice) {
        return new Refused(problem, rows.size(), rows.stream().limit(SHOWN).toList(), advice);
    }
}
