package org.dreamlms.books.dcs;

/** DCS answered with a status that is not 2xx. It never leaves this package. */
public final class DcsStatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int CRASH = 500;

    private final int status;
    private final boolean forFile;

    DcsStatusException(int status) {
        this(status, false);
    }

    private DcsStatusException(int status, boolean forFile) {
        super("HTTP " + status, null, false, false);
        this.status = status;
        this.forFile = forFile;
    }

    /** The answer to a request for a file. */
    public static DcsStatusException forFile(int status) {
        return new DcsStatusException(status, true);
    }

    int status() {
        return status;
    }

    /** 401, or 403 where older servers miss a token. */
    public boolean unauthorized() {
        return status == 401 || status == 403;
    }

    /** DCS crashed on one file, as it does on some names: that says nothing of DCS as a whole. */
    public boolean crashedOnFile() {
        return forFile && status == CRASH;
    }
}
