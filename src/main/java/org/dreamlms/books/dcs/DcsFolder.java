package org.dreamlms.books.dcs;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.dreamlms.books.Settings.StorageKey;

/**
 * Whose files are meant: the address of a book in DCS's storage.
 *
 * @param publisher the publisher's name
 * @param book the book's name, not its title
 */
public record DcsFolder(int publisherId, String publisher, String book) {

    private static final Set<String> NOT_NAMES = Set.of("", ".", "..");

    /**
     * The path of the folder's routes.
     *
     * @throws DcsException.Garbage when a name can't stand in a path
     */
    public String path(StorageKey key) {
        return "/storage/books/" + encode(owner(key)) + "/" + encode(name());
    }

    /** The first segment of the folder, nothing encoded; fails like {@link #path}. */
    String owner(StorageKey key) {
        return segment(key == StorageKey.PUBLISHER_ID ? Integer.toString(publisherId) : publisher);
    }

    /** The second segment of the folder, nothing encoded; fails like {@link #path}. */
    String name() {
        return segment(book);
    }

    private static String segment(String name) {
        if (name == null || NOT_NAMES.contains(name)) {
            throw new DcsException.Garbage("there can be no files under the name " + name, null);
        }
        return name;
    }

    /** Percent-encodes everything that has a meaning in a URL, in UTF-8. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
