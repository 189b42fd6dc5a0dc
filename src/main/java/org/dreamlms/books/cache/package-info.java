/**
 * One rule for all cached data: fresh, stale, refresh, single flight.
 *
 * <p>It knows no subject of ours. Begin reading at {@link org.dreamlms.books.cache.FreshnessCache}.
 */
package org.dreamlms.books.cache;
