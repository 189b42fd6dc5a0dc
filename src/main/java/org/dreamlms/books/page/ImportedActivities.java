package org.dreamlms.books.page;

import java.util.List;
import java.util.OptionalInt;

/**
 * The rows of a book's activities, as far as its pages need them. Each method is one statement and
 * blocks: for worker threads only. The LMS replaces rows without telling anybody, so a cache of
 * what was made of them compares versions first.
 */
public interface ImportedActivities {

    /** What changes whenever a row of the book is added, changed or taken away. */
    Version version(int bookId);

    /** About how many bytes {@link #of} reads. */
    long bytes(int bookId, OptionalInt page, boolean withConfig);

    /**
     * The book's activities.
     *
     * @param page only those of pages with this number; empty: all
     * @param withConfig whether their configs are needed, up to {@link ConfigObject#MAX_BYTES};
     *     {@link ConfigObject#TRUNCATED} stands for the others
     */
    List<ImportedActivity> of(int bookId, OptionalInt page, boolean withConfig);

    /**
     * A state of the book's rows.
     *
     * @param count how many there are
     * @param latest when the latest of them was changed; null when there are none
     * @param sum over the ids and times of all of them: two may change in one microsecond, and the
     *     clocks of replicas differ
     */
    record Version(long count, String latest, String sum) {}
}
