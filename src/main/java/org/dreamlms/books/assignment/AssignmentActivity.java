package org.dreamlms.books.assignment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** That an activity belongs to an assignment, and where it stands in it. */
@Entity
@Table(name = "assignment_activities")
public class AssignmentActivity extends PanacheEntityBase {

    @Id public UUID id;

    @Column(name = "assignment_id")
    public UUID assignmentId;

    @Column(name = "activity_id")
    public UUID activityId;

    @Column(name = "order_index")
    public int orderIndex;
}
