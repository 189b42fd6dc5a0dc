package org.dreamlms.books.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A user of the LMS, as far as it is needed here; the LMS alone writes it. */
@Entity
@Immutable
@Table(name = "\"user\"")
public class LmsUser extends PanacheEntityBase {

    @Id public UUID id;

    public String username;

    @Column(name = "full_name")
    public String fullName;

    @Column(name = "is_active")
    public boolean active;

    /** An enum in the database. */
    public String role;
}
