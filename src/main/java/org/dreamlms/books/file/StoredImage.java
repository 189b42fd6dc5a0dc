package org.dreamlms.books.file;

import java.util.Optional;
import org.dreamlms.books.dcs.file.DcsAnswer;
import org.dreamlms.books.http.answer.ETags;

/**
 * An image as memory holds it.
 *
 * @param bytes null: it is too large to be held; nobody writes to it
 * @param etag the entity tag that DCS gave it, empty when it gave none
 * @param clientTag the entity tag that clients see; DCS has none for logos
 * @param type what it is, for those whose file name does not tell
 */
record StoredImage(byte[] bytes, Optional<String> etag, String clientTag, String type) {

    static final StoredImage TOO_LARGE =
            new StoredImage(null, Optional.empty(), "", ContentTypes.UNKNOWN);

    static StoredImage of(DcsAnswer.Content content) {
        var bytes = content.bytes();
        var known = ContentTypes.ofImage(bytes);
        return new StoredImage(
                bytes,
                content.etag(),
                content.etag().orElseGet(() -> ETags.strong(bytes)),
                known.equals(ContentTypes.UNKNOWN)
                        ? content.declaredType().map(ContentTypes::ofDeclared).orElse(known)
                        : known);
    }

    boolean held() {
        return bytes != null;
    }

    int weight() {
        return held() ? bytes.length : 0;
    }

    /** What a client is told that the file of this name is. */
    String typeOf(String fileName) {
        return fileName.indexOf('.') < 0 ? type : ContentTypes.of(fileName);
    }
}
