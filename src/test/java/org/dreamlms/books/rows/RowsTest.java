package org.dreamlms.books.rows;

import io.quarkus.cache.CacheManager;
import jakarta.inject.Inject;
import java.util.UUID;
import org.dreamlms.books.standin.StandInDcs;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of rows begin with: a school with a teacher, and nothing cached. */
abstract class RowsTest {

    StandInDcs dcs;

    @Inject Rows rows;
    @Inject CacheManager caches;
    @Inject SessionFactory sessions;

    UUID admin;
    UUID school;
    UUID teacherUser;
    UUID teacher;

    @BeforeEach
    void begin() {
        dcs.reset();
        caches.getCache("books").orElseThrow().invalidateAll().await().indefinitely();
        caches.getCache("book-list").orElseThrow().invalidateAll().await().indefinitely();
        rows.clear();
        admin = rows.user("admin");
        school = rows.school("Hill School");
        teacherUser = rows.user("teacher");
        teacher = rows.teacher(teacherUser, school);
    }

    /** How many statements were sent to the database since the test asked last. */
    long statements() {
        var statistics = sessions.getStatistics();
        var count = statistics.getPrepareStatementCount();
        statistics.clear();
        return count;
    }
}
