package org.dreamlms.books.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A school of the LMS, as far as it is needed here; the LMS alone writes it. */
@Entity
@Immutable
@Table(name = "schools")
public class School extends PanacheEntityBase {

    @Id public UUID id;

    public String name;
}
