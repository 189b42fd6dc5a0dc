package org.dreamlms.books.activity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.dreamlms.books.book.VisibleBooks;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.problem.ProblemException;

/** Activities as far as the caller may know of them. Blocks: for worker threads only. */
@ApplicationScoped
public class VisibleActivities {

    private final Activities activities;
    private final VisibleBooks books;
    private final CurrentCaller caller;

    VisibleActivities(Activities activities, VisibleBooks books, CurrentCaller caller) {
        this.activities = activities;
        this.books = books;
        this.caller = caller;
    }

    /**
     * One activity, without its config.
     *
     * @throws ProblemException 404 when there is none, or none for this caller
     */
    public ActivityRow find(UUID id) {
        return activities
                .find(id)
                .filter(activity -> caller.get().readsActivities())
                .filter(activity -> sees(activity.bookId()))
                .orElseThrow(() -> ProblemException.notFound("Activity", id));
    }

    private boolean sees(int bookId) {
        return books.sees(caller.books(), bookId).await().indefinitely();
    }
}
