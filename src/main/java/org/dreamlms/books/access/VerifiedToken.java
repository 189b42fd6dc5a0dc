package org.dreamlms.books.access;

/**
 * A token that was found good.
 *
 * @param identity whom it names
 * @param endMillis when it ends
 */
record VerifiedToken(Identity identity, long endMillis) {}
