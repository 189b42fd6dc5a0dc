/**
 * Tokens of the LMS and of other issuers, and the keys that prove them.
 *
 * <p>Begin reading at {@code Tokens}.
 */
package org.dreamlms.books.access.token;
