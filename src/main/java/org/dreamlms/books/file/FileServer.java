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
import org.dreamlms.books.http.CallerTurns.Need;
import org.dreamlms.books.http.RequestTurns;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.problem.ProblemException;

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
        request.require(etag);
        if (request.knows(etag)) {
            answer = FileAnswers.unchanged(etag);
        } else if (!request.takesPartOf(etag)) {
            answer = memory(image, name, etag, Optional.empty(), request);
        } else if (part.isEmpty()) {
            answer = FileAnswers.unsatisfiable(size, request.routing().request());
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
        return turns.untilEnd(request.routing(), Need.OTHER)
                .flatMap(turn -> files.open(place, first, request.singleKnownTag()))
                .flatMap(answer -> streamed(place, name, what, request, answer));
    }

    private Uni<Response> streamed(
            DcsFileAddress place, String name, String what, FileRequest request, DcsAnswer answer) {
        if (answer instanceof DcsAnswer.Unchanged same) {
            var etag = same.etag().or(request::singleKnownTag);
            request.require(etag);
            return item(FileAnswers.unchanged(etag));
        }
        if (answer instanceof DcsAnswer.Unsatisfiable none) {
            return tagged(none, place, request)
                    .flatMap(known -> nothingOf(known, place, name, what, request));
        }
        if (!(answer instanceof DcsFile file)) {
            throw FileAnswers.missing(what);
        }
        var fresh = unlessWanted(file, request);
        if (fresh.isPresent()) {
            return item(fresh.get());
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

    /** The answer to a client that has the file, or wants another; empty for all others. */
    private static Optional<Response.ResponseBuilder> unlessWanted(
            DcsFile file, FileRequest request) {
        try {
            request.require(file.etag());
        } catch (ProblemException e) {
            file.discard();
            throw e;
        }
        if (!request.knows(file.etag())) {
            return Optional.empty();
        }
        file.discard();
        return Optional.of(FileAnswers.unchanged(file.etag()));
    }

    /** DCS may leave the entity tag out of a 416; where that decides, a single byte tells it. */
    private Uni<DcsAnswer.Unsatisfiable> tagged(
            DcsAnswer.Unsatisfiable none, DcsFileAddress place, FileRequest request) {
        if (none.etag().isPresent() || !request.isConditional()) {
            return Uni.createFrom().item(none);
        }
        var byteOfIt =
                none.size() > 0 ? Optional.of(new ByteRange(0, 0)) : Optional.<ByteRange>empty();
        return files.open(place, byteOfIt, Optional.empty())
                .map(
                        answer -> {
                            if (answer instanceof DcsFile file) {
                                file.discard();
                                return new DcsAnswer.Unsatisfiable(file.size(), file.etag());
                            }
                            return none;
                        });
    }

    private Uni<Response> nothingOf(
            DcsAnswer.Unsatisfiable none,
            DcsFileAddress place,
            String name,
            String what,
            FileRequest request) {
        request.require(none.etag());
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
                ? item(FileAnswers.unsatisfiable(none.size(), request.routing().request()))
                : stream(place, name, what, request.only(other.get()));
    }

    /** Covers and logos have no name that tells. */
    private static String type(String name, DcsFile file) {
        return name.indexOf('.') < 0
                ? file.declaredType().map(ContentTypes::ofDeclared).orElse(ContentTypes.UNKNOWN)
                : ContentTypes.of(name);
    }

    private static Uni<Response> item(Response.ResponseBuilder answer) {
        return Uni.createFrom().item(FileAnswers.status(answer, STREAMED).build());
    }
}
