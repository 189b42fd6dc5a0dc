package org.dreamlms.books.dcs.file;

import java.nio.charset.StandardCharsets;
import org.dreamlms.books.Settings.StorageKey;
import org.dreamlms.books.dcs.DcsFolder;

/** Where DCS has a file. */
public sealed interface DcsFileAddress {

    /** The path and query at which DCS answers with the file; fails like {@link DcsFolder#path}. */
    String target(StorageKey key);

    /** What the meters call a request for it. */
    String operation();

    /**
     * The cover of a book. Today's servers have a route for it, whatever its file is called; their
     * successor has the file under the one name that covers have.
     */
    record Cover(DcsFolder folder) implements DcsFileAddress {

        private static final String FILE = "images/book_cover.png";

        @Override
        public String target(StorageKey key) {
            return key == StorageKey.PUBLISHER_ID
                    ? new InBook(folder, FILE).target(key)
                    : folder.path(key) + "/cover";
        }

        @Override
        public String operation() {
            return "cover";
        }
    }

    /**
     * A file of a book.
     *
     * @param path relative to the book's folder, without "..", as it is called, nothing encoded
     */
    record InBook(DcsFolder folder, String path) implements DcsFileAddress {

        @Override
        public String target(StorageKey key) {
            return folder.path(key) + "/object?path=" + DcsFolder.encode(path);
        }

        @Override
        public String operation() {
            return "object";
        }

        /** Whether DCS can put the name into a header; it answers 500 where it can't. */
        boolean speakable() {
            return StandardCharsets.ISO_8859_1.newEncoder().canEncode(path);
        }
    }

    /** The logo of a publisher. */
    record Logo(int publisherId) implements DcsFileAddress {

        @Override
        public String target(StorageKey key) {
            return "/publishers/" + publisherId + "/logo";
        }

        @Override
        public String operation() {
            return "logo";
        }
    }
}
