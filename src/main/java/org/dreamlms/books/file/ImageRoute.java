package org.dreamlms.books.file;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.RequestTags;
import org.dreamlms.books.http.answer.AnswerSender;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.Validators;
import org.dreamlms.books.http.input.BookId;

/**
 * Covers and page images straight from memory, before anything of REST is set up. Whatever it can't
 * answer so, parts and conditions on them included, it leaves to {@link FileResource}, which
 * answers the same.
 */
@ApplicationScoped
class ImageRoute {

    private static final String BOOKS = "/books/";
    private static final String COVER = "cover";
    private static final String ASSETS = "assets/";

    private final BookFolders folders;
    private final ImageCache images;
    private final AnswerSender sender;

    ImageRoute(BookFolders folders, ImageCache images, AnswerSender sender) {
        this.sender = sender;
        this.folders = folders;
        this.images = images;
    }

    /** An image of a book, by a path that was read without decoding. */
    private record Wanted(int bookId, String path) {

        boolean cover() {
            return path.equals(COVER);
        }

        String fileName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String template() {
            return cover() ? "/books/{id}/cover" : "/books/{id}/assets/{path}";
        }

        DcsFileAddress in(DcsFolder folder) {
            return cover()
                    ? new DcsFileAddress.Cover(folder)
                    : new DcsFileAddress.InBook(folder, path.substring(ASSETS.length()));
        }
    }

    void register(@Observes Router router) {
        router.route().order(RequestOrder.EARLY_ROUTE).handler(this::serve);
    }

    private void serve(RoutingContext routing) {
        var request = routing.request();
        var wanted = reads(request) ? wanted(request.path()) : null;
        // REST refuses callers who may not see the book.
        var sees = wanted != null && Access.sees(routing, wanted.bookId());
        var folder = sees ? folders.peek(wanted.bookId()) : null;
        var found = folder == null ? null : images.peek(wanted.in(folder));
        if (found == null || found.value().isEmpty() || !found.value().get().held()) {
            routing.next();
        } else {
            send(found, wanted, routing);
        }
    }

    private void send(Found<StoredImage> found, Wanted wanted, RoutingContext routing) {
        RequestTags.template(routing, wanted.template());
        var image = found.value().orElseThrow();
        var validators =
                new Validators(CachePolicy.ASK_FOR_FILE, image.clientTag(), found.cacheStatus());
        if (validators.endsUnchanged(routing)) {
            return;
        }
        var name = wanted.fileName();
        var type = image.typeOf(name);
        var headers = routing.response().headers();
        headers.set(HttpHeaders.CONTENT_TYPE, type)
                .set("Accept-Ranges", "bytes")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Disposition", FileAnswers.disposition(type, name));
        if (FileAnswers.mayHoldScripts(type)) {
            headers.set("Content-Security-Policy", FileAnswers.SANDBOX);
        }
        sender.send(routing, new Body(image.bytes()));
    }

    private static boolean reads(HttpServerRequest request) {
        var method = request.method();
        return (method == HttpMethod.GET || method == HttpMethod.HEAD)
                && !request.headers().contains("Range")
                && !request.headers().contains(HttpHeaders.IF_MATCH);
    }

    /** The image that a plain path names; null for anything that takes a closer look. */
    private static Wanted wanted(String path) {
        if (path == null || !path.startsWith(BOOKS)) {
            return null;
        }
        var slash = path.indexOf('/', BOOKS.length());
        if (slash < 0) {
            return null;
        }
        var rest = path.substring(slash + 1);
        var image =
                rest.equals(COVER)
                        || rest.startsWith(ASSETS)
                                && plain(rest)
                                && ContentTypes.isImage(rest.substring(ASSETS.length()));
        var id = image ? BookId.tryParse(path.substring(BOOKS.length(), slash), 0) : null;
        return id == null || id.isEmpty() ? null : new Wanted(id.getAsInt(), rest);
    }

    /** Letters, digits and little else: such a path means the same to everybody. */
    private static boolean plain(String path) {
        for (int i = 0; i < path.length(); i++) {
            var c = path.charAt(i);
            var harmless =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '_'
                            || c == '-'
                            || (c == '.' || c == '/') && path.charAt(i - 1) != c;
            if (!harmless) {
                return false;
            }
        }
        return true;
    }
}
