package org.dreamlms.books.activity;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.UUID;
import org.dreamlms.books.db.AnyTypeText;
import org.hibernate.annotations.JdbcType;

/**
 * An activity of a book. The type is a text here and an enum in the database, so that a value which
 * was added there later can be read; json columns are the text as it stands there. Times are UTC.
 */
@Entity
@Table(name = "activities")
public class Activity extends PanacheEntityBase {

    @Id public UUID id;

    @Column(name = "dcs_book_id")
    public int bookId;

    @Column(name = "dream_activity_id")
    public String dreamActivityId;

    @Column(name = "activity_type")
    @JdbcType(AnyTypeText.class)
    public String activityType;

    public String title;

    /** Some of these are large, and lists don't show them. */
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "config_json")
    @JdbcType(AnyTypeText.class)
    public String configJson;

    @Column(name = "order_index")
    public int orderIndex;

    @Column(name = "module_name")
    public String moduleName;

    @Column(name = "page_number")
    public int pageNumber;

    @Column(name = "section_index")
    public int sectionIndex;

    @Column(name = "created_at")
    public LocalDateTime createdAt;

    @Column(name = "updated_at")
    public LocalDateTime updatedAt;
}
