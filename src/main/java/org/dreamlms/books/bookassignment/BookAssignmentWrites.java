package org.dreamlms.books.bookassignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.replica.Announcer;
import org.dreamlms.books.replica.Invalidation;
import org.hibernate.Session;

/** Makes book assignments, each only once. Blocks: for worker threads only. */
@ApplicationScoped
class BookAssignmentWrites {

    private final BookAssignments assignments;
    private final Announcer announcer;
    private final Session database;
    private final Clock clock;

    BookAssignmentWrites(
            BookAssignments assignments, Announcer announcer, Session database, Clock clock) {
        this.assignments = assignments;
        this.announcer = announcer;
        this.database = database;
        this.clock = clock;
    }

    /**
     * What came of a grant.
     *
     * @param rows one for each target, in the order asked
     * @param created those of them that were not there before
     */
    record Granted(List<BookAssignmentRow> rows, Collection<UUID> created) {}

    /**
     * Makes the one that is asked for.
     *
     * @throws ProblemException 409 when it is there already, 422 when a publisher names a teacher
     *     of another school
     */
    @Transactional
    BookAssignmentRow create(Caller caller, BookAssignmentRequest grant) {
        if (!caller.administers()) {
            requireTeachersOfSchool(grant, i -> "teacher_id");
        }
        lock(grant);
        if (!existing(grant).isEmpty()) {
            throw ProblemException.conflict(
                    "book_id", "is assigned to this school and teacher already");
        }
        var row = persist(grant, grant.teacherIds().get(0));
        database.flush();
        announcer.announce(Invalidation.rights());
        return assignments.read(List.of(row.id)).get(row.id);
    }

    /** Makes those that are not there yet. */
    @Transactional
    Granted grant(BookAssignmentRequest grant) {
        requireTeachersOfSchool(grant, i -> "teacher_ids[" + i + "]");
        lock(grant);
        var existing = existing(grant);
        var created = new HashSet<UUID>();
        var ids = new ArrayList<UUID>();
        for (var teacher : grant.teacherIds()) {
            var there = existing.get(teacher);
            if (there == null) {
                var row = persist(grant, teacher);
                created.add(row.id);
                ids.add(row.id);
            } else {
                ids.add(there);
            }
        }
        database.flush();
        if (!created.isEmpty()) {
            announcer.announce(Invalidation.rights());
        }
        var rows = assignments.read(ids);
        return new Granted(ids.stream().map(rows::get).toList(), created);
    }

    /**
     * The unique constraint does not see that two rows without a school, or without a teacher, are
     * the same. So the target of a new row is locked until the end of the transaction, in one order
     * for all, so that no two wait for each other.
     */
    private void lock(BookAssignmentRequest grant) {
        LockWaits.limit(database);
        var keys =
                grant.teacherIds().stream()
                        .map(
                                teacher ->
                                        "%d/%s/%s"
                                                .formatted(
                                                        grant.bookId(), grant.schoolId(), teacher))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
        database.createNativeQuery(
                        """
                        SELECT count(pg_advisory_xact_lock(hashtextextended(target, 0)))
                        FROM unnest(cast(:keys AS text[])) target
                        """,
                        Long.class)
                .setParameter("keys", keys)
                .getSingleResult();
    }

    /** The ids of those that are there already, by teacher. */
    private Map<UUID, UUID> existing(BookAssignmentRequest grant) {
        var school = grant.schoolId() == null ? "b.schoolId is null" : "b.schoolId = :school";
        var query =
                database.createSelectionQuery(
                                "from BookAssignment b where b.bookId = :book and (b.teacherId in"
                                        + " :teachers or b.teacherId is null) and "
                                        + school,
                                BookAssignment.class)
                        .setParameter("book", grant.bookId())
                        .setParameterList(
                                "teachers",
                                grant.teacherIds().stream().filter(Objects::nonNull).toList(),
                                UUID.class);
        if (grant.schoolId() != null) {
            query.setParameter("school", grant.schoolId());
        }
        var ids = new HashMap<UUID, UUID>();
        query.getResultList().stream()
                .filter(row -> grant.teacherIds().contains(row.teacherId))
                .forEach(row -> ids.putIfAbsent(row.teacherId, row.id));
        return ids;
    }

    private void requireTeachersOfSchool(BookAssignmentRequest grant, IntFunction<String> field) {
        var teachers = grant.teacherIds().stream().filter(Objects::nonNull).toList();
        var known =
                database.createSelectionQuery(
                                "select t.id from Teacher t where t.schoolId = :school and t.id in"
                                        + " :teachers",
                                UUID.class)
                        .setParameter("school", grant.schoolId())
                        .setParameterList("teachers", teachers, UUID.class)
                        .getResultList();
        var errors =
                Stream.iterate(0, i -> i < teachers.size(), i -> i + 1)
                        .filter(i -> !known.contains(teachers.get(i)))
                        .map(i -> new FieldError(field.apply(i), "is not a teacher of this school"))
                        .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
    }

    private BookAssignment persist(BookAssignmentRequest grant, UUID teacher) {
        var row = new BookAssignment();
        row.id = UUID.randomUUID();
        row.bookId = grant.bookId();
        row.schoolId = grant.schoolId();
        row.teacherId = teacher;
        row.assignedBy = grant.assignedBy();
        row.assignedAt =
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MICROS);
        row.persist();
        return row;
    }
}
