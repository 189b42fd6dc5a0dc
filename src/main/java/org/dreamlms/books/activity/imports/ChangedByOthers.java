package org.dreamlms.books.activity.imports;

/**
 * Somebody else has written activities of a book since its last import: most likely the LMS's own
 * handler of DCS's events. An import that sees it fires this as a CDI event; {@code
 * webhook.OtherSubscriptions} observes it.
 */
public record ChangedByOthers(int bookId) {}
