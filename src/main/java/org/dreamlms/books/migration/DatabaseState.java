package org.dreamlms.books.migration;

/** What a database turned out to be. */
sealed interface DatabaseState {

    /** The schema in which our tables are, or will be. */
    String schema();

    /** Nothing in it yet. */
    record Empty(String schema) implements DatabaseState {}

    /** A live LMS database: books with UUIDs. */
    record Legacy(String schema) implements DatabaseState {}

    /** Rows carry DCS ids already, but we have not recorded it: the older migration did it. */
    record Converted(String schema) implements DatabaseState {}

    /** Migrated, and recorded as such. */
    record Migrated(String schema) implements DatabaseState {}

    /** None of these: left untouched. {@code reason} says what was found and what to do. */
    record Unknown(String schema, String reason) implements DatabaseState {}

    /** How a start found it, and with that what it had to do: a word for the meters. */
    default String found() {
        if (this instanceof Empty) {
            return "fresh";
        }
        if (this instanceof Legacy) {
            return "migrated";
        }
        if (this instanceof Converted) {
            return "recognised";
        }
        return this instanceof Migrated ? "already" : "unknown";
    }

    /** What it is, in words for the log. */
    default String text() {
        if (this instanceof Unknown unknown) {
            return unknown.reason();
        }
        if (this instanceof Empty) {
            return "empty, the schema will be created";
        }
        if (this instanceof Legacy) {
            return "an LMS database whose books are not migrated yet";
        }
        return this instanceof Converted
                ? "already converted by the older migration, to be verified and repaired"
                : "already migrated";
    }
}
