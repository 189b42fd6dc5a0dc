package org.dreamlms.books.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.dreamlms.books.Backoff;
import org.dreamlms.books.webhook.OtherSubscriptions;

/**
 * Decides when the subscriptions are looked at: every few minutes, within half a minute when an
 * event came that was not meant for us or came twice, or when others have written activities, and
 * after growing pauses as long as DCS is slow or down. Holds no thread while it waits: {@link
 * Timetable} asks it every few seconds.
 */
@ApplicationScoped
class SubscriptionWatch {

    /** The pauses after a failure: half a minute at first, a quarter of an hour at last. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** The LMS subscribes again at each of its starts. */
    static final Duration PERIOD = Duration.ofMinutes(5);

    private final SubscriptionCheck check;
    private final OtherSubscriptions others;
    private final Clock clock;
    private final Backoff backoff = new Backoff(FIRST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis());
    private Instant dueAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    SubscriptionWatch(SubscriptionCheck check, OtherSubscriptions others, Clock clock) {
        this.check = check;
        this.others = others;
        this.clock = clock;
    }

    /** Asks DCS when it is time to, one question at a time; returns at once. */
    synchronized void look() {
        var now = clock.instant();
        if (now.isBefore(dueAt) && !(isSuspected(now) && dueAt.isBefore(Instant.MAX))) {
            return;
        }
        notBefore = now.plus(FIRST_PAUSE);
        dueAt = Instant.MAX;
        check.look().subscribe().with(this::lookAgainUnless);
    }

    /** What anybody can send brings about a look each half minute at the most. */
    private boolean isSuspected(Instant now) {
        return !now.isBefore(notBefore) && others.takeSuspicion();
    }

    private synchronized void lookAgainUnless(boolean answered) {
        if (answered) {
            backoff.reset();
        }
        dueAt = clock.instant().plus(answered ? PERIOD : Duration.ofMillis(backoff.next()));
    }
}
