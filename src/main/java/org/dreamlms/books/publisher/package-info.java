/**
 * Publishers and their logos: routes {@code /publishers}.
 *
 * <p>Begin reading at {@link org.dreamlms.books.publisher.PublisherResource}.
 */
package org.dreamlms.books.publisher;
