/**
 * What one replica tells all of them, over PostgreSQL's LISTEN and NOTIFY: which data may be out of
 * date, and that work is queued.
 *
 * <p>Begin reading at {@link org.dreamlms.books.replica.Invalidation}; caches observe it as a CDI
 * event. {@code Announcer} sends, {@code ReplicaListener} receives.
 */
package org.dreamlms.books.replica;
