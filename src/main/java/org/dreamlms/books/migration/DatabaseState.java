package org.dreamlms.books.migration;

/** What a database turned out to be. */
sealed interface DatabaseState {

    /** The schema in which our tables are, or will be. */
    String schema();

    /** What it is, in words. */
    String text();

    /** Nothing in it yet. */
    record Empty(String schema) implements DatabaseState {
        @Override
        public String text() {
            return "empty, the schema will be created";
        }
    }

    /** A live LMS database: books with UUIDs. */
    record Legacy(String schema) implements DatabaseState {
        @Override
        public String text() {
            return "an LMS database whose books are not migrated yet";
        }
    }

    /** Rows carry DCS ids already, but we have not recorded it: the older migration did it. */
    record Converted(String schema) implements DatabaseState {
        @Override
        public String text() {
            return "already converted by the older migration, to be verified and repaired";
        }
    }

    /** Migrated, and recorded as such. */
    record Migrated(String schema) implements DatabaseState {
        @Override
        public String text() {
            return "already migrated";
        }
    }

    /** None of these: left untouched. {@code reason} says what was found and what to do. */
    record Unknown(String schema, String reason) implements DatabaseState {
        @Override
        public String text() {
            return reason;
        }
    }
}
