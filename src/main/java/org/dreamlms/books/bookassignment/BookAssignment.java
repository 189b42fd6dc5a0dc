package org.dreamlms.books.bookassignment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * That a school or a teacher may use a book: with a school alone, all of its teachers; with a
 * teacher, that teacher alone. Times are UTC.
 */
@Entity
@Table(name = "book_assignments")
public class BookAssignment extends PanacheEntityBase {

    @Id public UUID id;

    @Column(name = "dcs_book_id")
    public int bookId;

    @Column(name = "school_id")
    public UUID schoolId;

    @Column(name = "teacher_id")
    public UUID teacherId;

    @Column(name = "assigned_by")
    public UUID assignedBy;

    @Column(name = "assigned_at")
    public LocalDateTime assignedAt;
}
