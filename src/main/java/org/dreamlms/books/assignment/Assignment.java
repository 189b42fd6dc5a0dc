package org.dreamlms.books.assignment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.dreamlms.books.db.AnyTypeText;
import org.dreamlms.books.page.ConfigObject;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcType;

/**
 * Work on activities of a book that a teacher gives. The status is a text here and an enum in the
 * database, so that a value which was added there later can be read; json columns are the text as
 * it stands there. Times without a zone are UTC. Only what changes is written, since the LMS writes
 * the same rows.
 */
@Entity
@DynamicInsert
@DynamicUpdate
@Table(name = "assignments")
public class Assignment extends PanacheEntityBase {

    @Id public UUID id;

    @Column(name = "teacher_id")
    public UUID teacherId;

    /** The activity when there is just one, as older clients know it. */
    @Column(name = "activity_id")
    public UUID activityId;

    @Column(name = "dcs_book_id")
    public int bookId;

    public String name;

    /** The LMS may have written more than it may have here. */
    @ColumnTransformer(read = "substr(instructions, 1, 100000)")
    public String instructions;

    @Column(name = "due_date")
    public LocalDateTime dueDate;

    @Column(name = "time_limit_minutes")
    public Integer timeLimitMinutes;

    /** The one column with a zone. */
    @Column(name = "scheduled_publish_date")
    public Instant scheduledPublishDate;

    @JdbcType(AnyTypeText.class)
    public String status;

    @Column(name = "video_path")
    public String videoPath;

    /**
     * Not read with the row: lists leave it out. Of more than 512 KB, which only the LMS writes, it
     * is read that they are too many.
     */
    @ColumnTransformer(
            read =
                    "CASE WHEN octet_length(concat(resources)) <= "
                            + Resources.MAX_BYTES
                            + " THEN resources ELSE '"
                            + ConfigObject.TRUNCATED
                            + "' END")
    @Basic(fetch = FetchType.LAZY)
    @JdbcType(AnyTypeText.class)
    public String resources;

    @Column(name = "created_at")
    public LocalDateTime createdAt;

    @Column(name = "updated_at")
    public LocalDateTime updatedAt;

    /** When it is due, null when it never is. */
    Instant dueDate() {
        return utc(dueDate);
    }

    /** A column without a zone, as the moment that it means. */
    static Instant utc(LocalDateTime column) {
        return column == null ? null : column.toInstant(ZoneOffset.UTC);
    }

    /** A moment, as a column without a zone holds it. */
    static LocalDateTime column(Instant moment) {
        return moment == null ? null : LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    /** All that an entity tag of the row depends on. */
    Stream<Object> state() {
        return Stream.of(
                id,
                teacherId,
                bookId,
                name,
                instructions,
                dueDate,
                timeLimitMinutes,
                scheduledPublishDate,
                status,
                videoPath,
                resources,
                updatedAt);
    }
}
