/**
 * All that speaks to DCS: client, login, retries, circuit breaker, metrics.
 *
 * <p>Above this room nobody sees an HTTP status of DCS. Begin reading at {@link
 * org.dreamlms.books.dcs.DcsClient}.
 */
package org.dreamlms.books.dcs;
