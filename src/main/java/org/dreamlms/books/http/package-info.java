/**
 * The way of a request through the filters, before and beside REST.
 *
 * <p>Its sub-packages hold what every resource shares: {@code problem} (errors), {@code input}
 * (what is read of a request), {@code answer} (what is written) and {@code openapi} (what all
 * routes say alike). Begin reading at {@link org.dreamlms.books.http.RequestOrder}: all filters and
 * early routes in their order.
 */
package org.dreamlms.books.http;
