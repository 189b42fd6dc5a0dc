package org.dreamlms.books.book;

import java.util.Set;

/** Knows which books have activities of a type; the activities themselves are not our business. */
public interface BooksByActivity {

    /**
     * The ids of the books with at least one activity of this type. Asks the database: to be called
     * from worker threads only.
     *
     * @param activityType any text: of a type that nobody knows there are no books
     */
    Set<Integer> withType(String activityType);
}
