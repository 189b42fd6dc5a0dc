package org.dreamlms.books.migration;

/** The database is not migrated, and the mode forbids to do it: somebody else will, or has to. */
final class NotMigrated extends MigrationRefused {

    private static final long serialVersionUID = 1L;

    NotMigrated(String message) {
        super(message);
    }
}
