package org.dreamlms.books.webhook;

import org.dreamlms.books.replica.Invalidation;

/** The events of DCS that mean something to us; all others are one. */
enum EventType {
    BOOK_CREATED("book.created"),
    BOOK_UPDATED("book.updated"),
    BOOK_DELETED("book.deleted"),
    PUBLISHER_CREATED("publisher.created"),
    PUBLISHER_UPDATED("publisher.updated"),
    PUBLISHER_DELETED("publisher.deleted"),
    OTHER("other");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    static EventType of(String text) {
        for (var type : values()) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        return OTHER;
    }

    /** As DCS writes it. */
    String text() {
        return text;
    }

    /** Whether it is about a book. */
    boolean ofBook() {
        return this == BOOK_CREATED || this == BOOK_UPDATED || this == BOOK_DELETED;
    }

    /** Whether it is about a publisher. */
    boolean ofPublisher() {
        return !ofBook() && this != OTHER;
    }

    /** What caches are told of it; not for {@link #OTHER}. */
    Invalidation invalidation(int id) {
        return ofBook() ? Invalidation.book(id) : Invalidation.publisher(id);
    }
}
