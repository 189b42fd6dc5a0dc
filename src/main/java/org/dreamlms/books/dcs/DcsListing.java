package org.dreamlms.books.dcs;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a book.
 *
 * @param files sizes in bytes by path relative to the book's folder
 */
public record DcsListing(SortedMap<String, Long> files) {

    static DcsListing empty() {
        return new DcsListing(Collections.emptySortedMap());
    }

    static DcsListing of(DcsNode root) {
        var files = new TreeMap<String, Long>();
        var prefix = root.path() == null ? "" : root.path();
        collect(root, prefix.endsWith("/") ? prefix : prefix + "/", files);
        return new DcsListing(Collections.unmodifiableSortedMap(files));
    }

    private static void collect(DcsNode node, String prefix, SortedMap<String, Long> files) {
        if ("file".equals(node.type()) && node.path() != null && node.path().startsWith(prefix)) {
            var size = node.size() == null ? 0 : node.size();
            files.put(node.path().substring(prefix.length()), size);
        }
        if (node.children() != null) {
            node.children().forEach(child -> collect(child, prefix, files));
        }
    }
}
