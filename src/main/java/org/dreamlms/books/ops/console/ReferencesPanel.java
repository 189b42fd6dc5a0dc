package org.dreamlms.books.ops.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.ops.ReferenceAudit;
import org.dreamlms.books.ops.ReferenceReport;

/** The last audit of this replica: rows whose book DCS does not know, by table and book. */
@ApplicationScoped
class ReferencesPanel implements Panel {

    /** More are counted, and not shown: GET /q/reference-audit has all of them. */
    private static final int SHOWN = 200;

    private final ReferenceAudit audit;

    ReferencesPanel(ReferenceAudit audit) {
        this.audit = audit;
    }

    @Override
    public String name() {
        return "references";
    }

    @Override
    public JsonObject json() {
        var json = new JsonObject().put("under_way", audit.underWay());
        audit.last().ifPresent(report -> add(report, json));
        return json;
    }

    private static void add(ReferenceReport report, JsonObject json) {
        var missing = new JsonArray();
        for (var book : report.missing().subList(0, Math.min(SHOWN, report.missing().size()))) {
            missing.add(
                    new JsonObject()
                            .put("book_id", book.bookId())
                            .put("activities", book.activities())
                            .put("assignments", book.assignments())
                            .put("book_assignments", book.bookAssignments()));
        }
        json.put("checked_at", report.checkedAt().toString())
                .put("references", report.references())
                .put("books", report.books())
                .put("missing_references", report.missingReferences())
                .put("missing_books", report.missing().size())
                .put("missing", missing)
                .put("unknown_books", report.unknownBooks())
                .put("unknown_references", report.unknownReferences());
    }
}
