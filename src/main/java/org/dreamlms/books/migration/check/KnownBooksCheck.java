package org.dreamlms.books.migration.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamlms.books.Settings.Migration.Strictness;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.KnownBooks;
import org.dreamlms.books.migration.StorageId;

/** Asks DCS whether it knows the books whose ids the rows will carry. */
public final class KnownBooksCheck {

    private final Optional<KnownBooks> dcs;
    private final Strictness strictness;

    private Map<Integer, String> askedFor = Map.of();
    private Finding answered;

    public KnownBooksCheck(Optional<KnownBooks> dcs, Strictness strictness) {
        this.dcs = dcs;
        this.strictness = strictness;
    }

    public Check check() {
        return new Check("that DCS knows the books", this::look);
    }

    private Finding look(Connection connection) throws SQLException {
        if (strictness == Strictness.OFF) {
            return Finding.passed("not asked (DCS_BOOKS_MIGRATION_UNKNOWN_BOOKS is off)");
        }
        var titles = titles(connection);
        if (titles.isEmpty()) {
            return Finding.passed("no books");
        }
        if (dcs.isEmpty()) {
            return Finding.passed("not asked: no connection to DCS here");
        }
        // The second time writers are locked out: nobody should wait for DCS then.
        if (answered == null || !titles.equals(askedFor)) {
            askedFor = titles;
            answered = ask(titles);
        }
        return answered;
    }

    private Finding ask(Map<Integer, String> titles) {
        try {
            return judge(titles, dcs.get().ask(titles.keySet()));
        } catch (RuntimeException e) {
            return verdict("DCS could not be asked: " + e.getMessage(), List.of());
        }
    }

    private static Map<Integer, String> titles(Connection connection) throws SQLException {
        var titles = new LinkedHashMap<Integer, String>();
        Sql.list(
                connection,
                row -> titles.put(row.getInt(1), row.getString(2)),
                """
                SELECT id, min(title)
                FROM (SELECT %s AS id, title FROM books b) n
                WHERE id IS NOT NULL
                GROUP BY id
                ORDER BY id
                """
                        .formatted(StorageId.AS_INTEGER));
        return titles;
    }

    private Finding judge(Map<Integer, String> titles, KnownBooks.Answer answer) {
        var lines = new ArrayList<String>();
        titles.forEach(
                (id, title) -> {
                    if (answer.unknown().contains(id)) {
                        lines.add(id + " \"" + title + "\" is unknown to DCS");
                    } else if (answer.archived().contains(id)) {
                        lines.add(id + " \"" + title + "\" is archived in DCS");
                    }
                });
        return lines.isEmpty()
                ? Finding.passed("all " + titles.size())
                : verdict("books that DCS does not know or has archived", lines);
    }

    private Finding verdict(String problem, List<String> lines) {
        return strictness == Strictness.REFUSE
                ? Finding.refused(
                        problem,
                        lines,
                        "restore them in DCS, or set DCS_BOOKS_MIGRATION_UNKNOWN_BOOKS=warn to"
                                + " migrate all the same")
                : Finding.warned(problem, lines);
    }
}
