package org.dreamlms.books.rows;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.cache.CacheManager;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.util.UUID;
import org.dreamlms.books.Settings;
import org.dreamlms.books.StandInDcsResource;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.BookMemory;
import org.dreamlms.books.standin.StandInDcs;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of rows begin with: a school with a teacher, and nothing cached. */
@QuarkusTestResource(StandInDcsResource.class)
@QuarkusTestResource(PostgresResource.class)
public abstract class RowsTest {

    protected StandInDcs dcs;

    @Inject protected Rows rows;
    @Inject protected CacheManager caches;
    @Inject protected SessionFactory sessions;
    @Inject protected Settings settings;
    @Inject protected BookCatalog catalog;
    @Inject protected MeterRegistry meters;

    private long lookUps;

    protected UUID admin;
    protected UUID school;
    protected UUID teacherUser;
    protected UUID teacher;

    @BeforeEach
    void begin() {
        dcs.reset();
        BookMemory.forget(catalog);
        caches.getCache("book-list").orElseThrow().invalidateAll().await().indefinitely();
        rows.clear();
        admin = rows.user("admin");
        school = rows.school("Hill School");
        teacherUser = rows.user("teacher");
        teacher = rows.teacher(teacherUser, school);
    }

    /** What an event still had to ask DCS for would be counted by the tests that come next. */
    @AfterEach
    void forgetEvents() {
        rows.forgetEvents();
    }

    /** What is put before paths by those who come through the LMS's address; may be empty. */
    protected String publicPath() {
        return settings.publicPath().orElse("");
    }

    /** How many statements, or look-ups of callers, there were since the test asked last. */
    protected long statements() {
        var statistics = sessions.getStatistics();
        var count = statistics.getPrepareStatementCount();
        statistics.clear();
        var all = (long) meters.get("dcs.books.caller.lookups").counter().count();
        count += all - lookUps;
        lookUps = all;
        return count;
    }
}
