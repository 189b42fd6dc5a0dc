package org.dreamlms.books.migration;

/**
 * The database cannot be migrated as it is, or must not be. The message says why and what to do, in
 * words for an operator; nothing was changed, unless it says that something was, or may have been.
 */
public sealed class MigrationRefused extends RuntimeException permits NotMigrated {

    private static final long serialVersionUID = 1L;

    public MigrationRefused(String message) {
        super(message);
    }

    public MigrationRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
