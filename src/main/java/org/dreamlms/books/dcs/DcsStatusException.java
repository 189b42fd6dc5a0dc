package org.dreamlms.books.dcs;

/** DCS answered with a status that is not 2xx. It never leaves this package. */
final class DcsStatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    DcsStatusException(int status) {
        super("HTTP " + status, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** 401, or 403 where older servers miss a token. */
    boolean unauthorized() {
        return status == 401 || status == 403;
    }
}
