package org.dreamlms.books.replica;

import java.util.Locale;
import java.util.Optional;
import org.dreamlms.books.replica.Invalidation.Subject;

/** How replicas write to each other over PostgreSQL's NOTIFY. */
final class ReplicaMessage {

    /** The channel; replicas of every version share it. */
    static final String CHANNEL = "dcs_books";

    /** There is something in the queue of events. */
    static final String WORK = "work";

    private ReplicaMessage() {}

    static String write(Invalidation invalidation) {
        return invalidation.subject().name().toLowerCase(Locale.ROOT) + ":" + invalidation.id();
    }

    /**
     * Reads what {@link #write} wrote. A newer version may say what this one does not know: then
     * anything may have changed.
     */
    static Invalidation read(String text) {
        var colon = text.indexOf(':');
        var subject = subject(colon < 0 ? text : text.substring(0, colon));
        if (subject.isEmpty()) {
            return Invalidation.everything();
        }
        try {
            return new Invalidation(
                    subject.get(), colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException ignored) {
            return Invalidation.everything();
        }
    }

    private static Optional<Subject> subject(String name) {
        for (var subject : Subject.values()) {
            if (subject.name().equalsIgnoreCase(name)) {
                return Optional.of(subject);
            }
        }
        return Optional.empty();
    }
}
