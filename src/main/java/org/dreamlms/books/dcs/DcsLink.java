package org.dreamlms.books.dcs;

/**
 * An address at which a file can be had for a while without authorization. Anyone who has it has
 * the file: it does not belong in logs.
 *
 * @param expiresInSeconds how long it works
 */
public record DcsLink(String url, int expiresInSeconds) {

    @Override
    public String toString() {
        return "DcsLink[]";
    }
}
