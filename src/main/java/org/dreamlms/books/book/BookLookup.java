package org.dreamlms.books.book;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dreamlms.books.dcs.DcsException;

/**
 * Many books, looked up together. Each id asked for is in exactly one of the three.
 *
 * @param found the books, by id
 * @param missing the ids that DCS does not have
 * @param unknown the ids that DCS could not be asked for
 * @param fetched whether DCS was asked for any of them
 * @param failure why, when there are unknown ones
 */
public record BookLookup(
        Map<Integer, RenderedBook> found,
        Set<Integer> missing,
        Set<Integer> unknown,
        boolean fetched,
        Optional<DcsException> failure) {}
