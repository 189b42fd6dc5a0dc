package org.dreamlms.books.dcs;

import java.util.Collections;
import java.util.SortedMap;

/**
 * The files of a book.
 *
 * @param files sizes in bytes by path relative to the book's folder
 */
public record DcsListing(SortedMap<String, Long> files) {

    static DcsListing empty() {
        return new DcsListing(Collections.emptySortedMap());
    }
}
