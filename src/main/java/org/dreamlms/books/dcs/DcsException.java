package org.dreamlms.books.dcs;

import java.time.Duration;

/** DCS could not be asked. Messages are for operators; clients get a sentence without internals. */
public sealed class DcsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DcsException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The caller has waited long enough. */
    public static Unavailable notInTime(Duration limit) {
        return new Unavailable("DCS did not answer within " + limit, null);
    }

    /** The answer is larger than anything of its kind. */
    static Garbage tooLarge(String amount) {
        return new Garbage("DCS's answer is too large: " + amount, null);
    }

    /** The call was not made, since too many wait for their turn, or it has waited too long. */
    public static Unavailable noTurn() {
        return new Unavailable("too many calls of DCS wait for their turn", null);
    }

    /** The call was not made, since nobody waits for it any more. */
    public static Unavailable notWanted() {
        return new Unavailable("nobody waits for it any more", null);
    }

    /**
     * DCS is slow, down, failing or not asked because it has been failing: trying later may help.
     */
    public static final class Unavailable extends DcsException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** DCS does not accept our credentials: an operator has to mend the configuration. */
    public static final class Refused extends DcsException {

        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }

    /**
     * DCS could not prove who it is: an operator has to name the authority that vouches for it, or
     * to see who answers in its place.
     */
    public static final class Untrusted extends DcsException {

        private static final long serialVersionUID = 1L;

        Untrusted(Throwable cause) {
            super(
                    "the certificate of DCS, or of its object store, is not vouched for: put that of"
                            + " its CA into QUARKUS_TLS_TRUST_STORE_PEM_CERTS ("
                            + cause.getMessage()
                            + ")",
                    cause);
        }
    }

    /** DCS answered with something that is not what it promises. */
    public static final class Garbage extends DcsException {

        private static final long serialVersionUID = 1L;

        public Garbage(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
