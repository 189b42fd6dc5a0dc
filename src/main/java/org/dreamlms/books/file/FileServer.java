package org.dreamlms.books.file;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.dcs.file.ByteRange;
import org.dreamlms.books.dcs.file.ContentRange;
import org.dreamlms.books.dcs.file.DcsAnswer;
import org.dreamlms.books.dcs.file.DcsFile;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.dcs.file.DcsFiles;
import org.dreamlms.books.http.RequestTurns;
import org.dreamlms.books.http.answer.Body;

/**
 * Answers requests for files by RFC 9110: from memory where they are images of moderate size, else
 * straight from DCS.
 */
@ApplicationScoped
public class FileServer {

    private static final String STREAMED = "dcs-books; fwd=bypass";

    private final DcsFiles files;
    private final ImageCache images;
    private final RequestTurns turns;

    FileServer(DcsFiles files, ImageCache images, RequestTurns turns) {
        this.files = files;
        this.images = images;
        this.turns = turns;
    }

    /**
     * Answers a request for a file of a book.
     *
     * @return fails with a 404 when DCS does not have it
     */
    public Uni<Response> file(DcsFileAddress.InBook place, FileRequest request) {
        var name = place.path().substring(place.path().lastIndexOf('/') + 1);
        return ContentTypes.isImage(name)
                ? image(place, name, "File", request)
                : stream(place, name, "File", request);
    }

    /**
     * Answers a request for an image.
     *
     * @param name what the file is called; without an extension its type is read from the image
     * @param what the word for it in a 404
     */
    public Uni<Response> image(
            DcsFileAddress place, String name, String what, FileRequest request) {
        return images.find(place)
                .flatMap(
                        found -> {
                            var image = found.value().orElseThrow(() -> FileAnswers.missing(what));
                            return image.held()
                                    ? Uni.createFrom().item(fromMemory(found, image, name, request))
                                    : stream(place, name, what, request);
                        });
    }

    private static Response fromMemory(
            Found<?> found, StoredImage image, String name, FileRequest request) {
        var etag = Optional.of(image.clientTag());
        var size = image.bytes().length;
        var part = request.partOf(size);
        Response.ResponseBuilder answer;
        if (request.knows(etag)) {
            answer = FileAnswers.unchanged(etag);
        } else if (!request.takesPartOf(etag)) {
            answer = memory(image, name, etag, Optional.empty(), request);
        } else if (part.isEmpty()) {
            answer = FileAnswers.unsatisfiable(size);
        } else {
            answer = memory(image, name, etag, part, request);
        }
        return FileAnswers.status(answer, found.cacheStatus()).build();
    }

    private static Response.ResponseBuilder memory(
            StoredImage image,
            String name,
            Optional<String> etag,
            Optional<ByteRange> part,
            FileRequest request) {
        var bytes =
                part.map(
                                range ->
                                        Arrays.copyOfRange(
                                                image.bytes(),
                                                (int) range.first(),
                                                (int) range.last() + 1))
                        .orElse(image.bytes());
        var type = image.typeOf(name);
        var answer =
                FileAnswers.content(
                        type,
                        name,
                        etag,
                        part.map(range -> ContentRange.of(range, image.bytes().length)),
                        bytes.length);
        return request.head() ? answer : answer.entity(new Body(bytes, part.isEmpty()));
    }

    private Uni<Response> stream(
            DcsFileAddress place, String name, String what, FileRequest request) {
        var first =
                request.head()
                        // DCS has no HEAD; a single byte tells the rest.
                        ? Optional.of(new ByteRange(0, 0))
                        : request.ranges().stream().findFirst();
        return turns.untilEnd(request.routing())
                .flatMap(turn -> files.open(place, first, request.singleKnownTag()))
                .flatMap(answer -> streamed(place, name, what, request, answer));
    }

    private Uni<Response> streamed(
            DcsFileAddress place, String name, String what, FileRequest request, DcsAnswer answer) {
        if (answer instanceof DcsAnswer.Unchanged same) {
            return item(FileAnswers.unchanged(same.etag().or(request::singleKnownTag)));
        }
        if (answer instanceof DcsAnswer.Unsatisfiable none) {
            return nothingOf(none, place, name, what, request);
        }
        if (!(answer instanceof DcsFile file)) {
            throw FileAnswers.missing(what);
        }
        if (request.knows(file.etag())) {
            file.discard();
            return item(FileAnswers.unchanged(file.etag()));
        }
        if (request.head()) {
            file.discard();
            return item(
                    FileAnswers.content(
                            type(name, file), name, file.etag(), Optional.empty(), file.size()));
        }
        if (file.part().isPresent() && !request.takesPartOf(file.etag())) {
            file.discard();
            return stream(place, name, what, request.whole());
        }
        return item(
                FileAnswers.content(type(name, file), name, file.etag(), file.part(), file.length())
                        .entity(file));
    }

    private Uni<Response> nothingOf(
            DcsAnswer.Unsatisfiable none,
            DcsFileAddress place,
            String name,
            String what,
            FileRequest request) {
        if (request.knows(none.etag())) {
            return item(FileAnswers.unchanged(none.etag()));
        }
        if (request.head()) {
            return item(
                    FileAnswers.content(
                            ContentTypes.of(name),
                            name,
                            none.etag(),
                            Optional.empty(),
                            none.size()));
        }
        if (!request.takesPartOf(none.etag())) {
            return stream(place, name, what, request.whole());
        }
        var other = request.partOf(none.size());
        return other.isEmpty()
                ? item(FileAnswers.unsatisfiable(none.size()))
                : stream(place, name, what, request.only(other.get()));
    }

    /** Covers and logos have no name that tells. */
    private static String type(String name, DcsFile file) {
        return name.indexOf('.') < 0
                ? file.imageType().orElse(ContentTypes.UNKNOWN)
                : ContentTypes.of(name);
    }

    private static Uni<Response> item(Response.ResponseBuilder answer) {
        return Uni.createFrom().item(FileAnswers.status(answer, STREAMED).build());
    }
}
