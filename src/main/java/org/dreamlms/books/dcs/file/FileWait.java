package org.dreamlms.books.dcs.file;

/**
 * One caller's wait for a file. Once it has ended without one, because the caller has left or the
 * time is over, nobody would read a file that comes later: it would keep its connection for long.
 * Safe for use by many threads.
 */
final class FileWait {

    private DcsFile file;
    private boolean ended;

    /** Whether a file is still wanted. */
    synchronized boolean goesOn() {
        return !ended;
    }

    /** A file has come; it is discarded when nobody gets to have it. */
    void came(DcsFile arrived) {
        synchronized (this) {
            if (!ended) {
                file = arrived;
                return;
            }
        }
        arrived.discard();
    }

    /** The caller goes without a file. */
    void end() {
        DcsFile nobodys;
        synchronized (this) {
            ended = true;
            nobodys = file;
        }
        if (nobodys != null) {
            nobodys.discard();
        }
    }
}
