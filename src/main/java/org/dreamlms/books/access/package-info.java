/**
 * Who calls: authentication, the caller's rights, limits of requests.
 *
 * <p>The tokens themselves are read in {@code access.token}. Begin reading at {@code
 * Authentication}.
 */
package org.dreamlms.books.access;
