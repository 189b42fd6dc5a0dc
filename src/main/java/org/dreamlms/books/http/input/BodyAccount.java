package org.dreamlms.books.http.input;

import org.dreamlms.books.http.SharedBytes;

/**
 * On whose account the memory of a body is, of all bodies and, as long as nobody has proved to have
 * sent it, of what strangers send. Safe for use by many threads.
 */
final class BodyAccount {

    private final SharedBytes all;
    private final Object owner;
    private final SharedBytes strangers;
    private Object stranger;
    private long taken;

    /**
     * @param stranger who may have sent it; null when it is known who has
     */
    BodyAccount(SharedBytes all, Object owner, SharedBytes strangers, Object stranger) {
        this.all = all;
        this.owner = owner;
        this.strangers = strangers;
        this.stranger = stranger;
    }

    /** Whether there was memory; if not, none is taken. */
    synchronized boolean take(long bytes) {
        if (stranger != null && !strangers.take(stranger, bytes)) {
            return false;
        }
        if (!all.take(owner, bytes)) {
            giveToStrangers(bytes);
            return false;
        }
        taken += bytes;
        return true;
    }

    /** Its sender has proved it: others of the same address are not to wait for it. */
    synchronized void known() {
        giveToStrangers(taken);
        stranger = null;
    }

    /** Gives all of it back, once. */
    synchronized void close() {
        known();
        all.give(owner, taken);
        taken = 0;
    }

    private void giveToStrangers(long bytes) {
        if (stranger != null) {
            strangers.give(stranger, bytes);
        }
    }
}
