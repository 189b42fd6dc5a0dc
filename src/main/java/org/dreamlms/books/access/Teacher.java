package org.dreamlms.books.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A teacher of the LMS, as far as it is needed here; the LMS alone writes it. */
@Entity
@Immutable
@Table(name = "teachers")
public class Teacher extends PanacheEntityBase {

    @Id public UUID id;

    @Column(name = "user_id")
    public UUID userId;

    @Column(name = "school_id")
    public UUID schoolId;
}
