package org.dreamlms.books.access.token;

/**
 * A token that was found good.
 *
 * @param identity whom it names
 * @param endMillis when it ends
 */
public record VerifiedToken(Identity identity, long endMillis) {}
