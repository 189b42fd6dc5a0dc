package org.dreamlms.books.book.legacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.OptionalInt;
import java.util.UUID;
import org.dreamlms.books.db.OwnSchema;
import org.hibernate.Session;

/** What the migration remembers of the UUIDs that books once had. */
@ApplicationScoped
class LegacyBookIds {

    private final Session database;

    LegacyBookIds(Session database) {
        this.database = database;
    }

    /** The id in DCS of the book that had this UUID. */
    @Transactional
    OptionalInt find(UUID legacyId) {
        return database
                .createNativeQuery(
                        OwnSchema.in(
                                """
                                SELECT dcs_book_id
                                FROM dcs_books.book_id_map
                                WHERE legacy_id = ?1
                                """),
                        Integer.class)
                .setParameter(1, legacyId)
                .getResultList()
                .stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
