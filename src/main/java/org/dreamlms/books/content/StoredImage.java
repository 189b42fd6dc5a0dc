package org.dreamlms.books.content;

import java.util.Optional;
import org.dreamlms.books.api.ETags;

/**
 * An image as memory holds it.
 *
 * @param bytes null: it is too large to be held; nobody writes to it
 * @param etag the entity tag that DCS gave it, empty when it gave none
 */
record StoredImage(byte[] bytes, Optional<String> etag) {

    static final StoredImage TOO_LARGE = new StoredImage(null, Optional.empty());

    static StoredImage of(byte[] bytes, Optional<String> etag) {
        return new StoredImage(bytes, etag);
    }

    boolean held() {
        return bytes != null;
    }

    int weight() {
        return held() ? bytes.length : 0;
    }

    /** The entity tag that clients see; DCS has none for logos. */
    String clientTag() {
        return etag.orElseGet(() -> ETags.strong(bytes));
    }
}
