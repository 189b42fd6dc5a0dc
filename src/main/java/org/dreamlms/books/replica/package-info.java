/**
 * What one replica tells all of them: which data may be out of date.
 *
 * <p>Begin reading at {@link org.dreamlms.books.replica.Invalidation}; caches observe it as a CDI
 * event.
 */
package org.dreamlms.books.replica;
