package org.dreamlms.books.dcs.file;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsCalls;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsLink;
import org.dreamlms.books.dcs.DcsStatusException;
import org.dreamlms.books.dcs.DcsStorage;

/**
 * The files of DCS. What is odd about its storage ends here: ranges that reach past the end, names
 * that it can't send, connections that die after a 304. All of it fails with {@link DcsException}
 * only.
 */
@ApplicationScoped
public class DcsFiles {

    private static final int LINK_SECONDS = 300;

    private final DcsTransport transport;
    private final TransferLimit room;
    private final LinkHosts hosts;
    private final DcsCalls calls;
    private final DcsStorage storage;
    private final Settings settings;
    private final String base;

    DcsFiles(
            DcsTransport transport,
            TransferLimit room,
            LinkHosts hosts,
            DcsCalls calls,
            DcsStorage storage,
            Settings settings) {
        this.transport = transport;
        this.room = room;
        this.hosts = hosts;
        this.calls = calls;
        this.storage = storage;
        this.settings = settings;
        // A slash at the end would become two.
        base = settings.dcs().url().orElse("").replaceAll("/+$", "");
    }

    /** What is asked, in whole, who waits, and what is to become of a file that comes. */
    private record Question(
            DcsFileAddress place,
            Optional<ByteRange> range,
            Optional<String> knownEtag,
            Duration limit,
            Function<DcsAnswer, Uni<DcsAnswer>> then,
            Context context,
            FileWait waiting) {

        Uni<DcsAnswer> next(DcsAnswer answer) {
            if (answer instanceof DcsFile file) {
                waiting.came(file);
            }
            return then.apply(answer);
        }

        Question with(ByteRange other) {
            return new Question(
                    place, Optional.of(other), knownEtag, limit, then, context, waiting);
        }

        /**
         * Bounds the time that the caller waits: a question may take several calls, each with this
         * limit for itself. What is on its way when the caller leaves does not hear of that, so it
         * is told here.
         */
        Uni<DcsAnswer> within(Uni<DcsAnswer> answer) {
            return answer.ifNoItem()
                    .after(limit)
                    .failWith(() -> DcsException.notInTime(limit))
                    .onTermination()
                    .invoke(
                            (item, failure, cancelled) -> {
                                if (item == null) {
                                    waiting.end();
                                }
                            });
        }
    }

    /**
     * Opens a file without reading it. Opening is repeated and limited in time like any call; from
     * then on only idleness ends it. A caller who leaves, by cancelling, leaves no transfer behind.
     *
     * @param range the part that is wanted; DCS may send the whole nevertheless
     * @param knownEtag the entity tag of what the caller has
     * @return a {@link DcsFile}, or why there is none
     */
    public Uni<DcsAnswer> open(
            DcsFileAddress place, Optional<ByteRange> range, Optional<String> knownEtag) {
        var question =
                new Question(
                        place,
                        range,
                        knownEtag,
                        settings.dcs().callLimit(),
                        answer -> Uni.createFrom().item(answer),
                        transport.context(),
                        new FileWait());
        return question.within(ask(question).flatMap(answer -> clamp(question, answer)));
    }

    /**
     * Reads a file into memory.
     *
     * @param max how many bytes it may have
     * @param knownEtag the entity tag of what the caller has
     * @param limit the longest the caller waits
     * @return {@link DcsAnswer.Content}, or why there is none
     */
    public Uni<DcsAnswer> read(
            DcsFileAddress place, int max, Optional<String> knownEtag, Duration limit) {
        var question =
                new Question(
                        place,
                        Optional.empty(),
                        knownEtag,
                        limit,
                        answer -> read(answer, max),
                        transport.context(),
                        new FileWait());
        return question.within(ask(question));
    }

    /** DCS refuses a range that reaches past the end, instead of cutting it there. */
    private Uni<DcsAnswer> clamp(Question question, DcsAnswer answer) {
        if (answer instanceof DcsAnswer.Unsatisfiable none) {
            var clamped = question.range().flatMap(range -> range.within(none.size()));
            if (clamped.isPresent() && !clamped.equals(question.range())) {
                return ask(question.with(clamped.get()));
            }
        }
        return Uni.createFrom().item(answer);
    }

    private Uni<DcsAnswer> ask(Question question) {
        var place = question.place();
        if (place instanceof DcsFileAddress.InBook file && !file.speakable()) {
            return askForLink(file, question);
        }
        Function<String, Uni<DcsAnswer>> call =
                token -> {
                    var options = request(base + place.target(settings.storageKey()), question);
                    options.putHeader("Authorization", token);
                    return send(question, options);
                };
        var stored =
                calls.call(place.operation(), question.limit(), call)
                        .admittedBy(admission(question));
        var answer = (place instanceof DcsFileAddress.Logo ? stored : stored.toStorage()).find();
        return answer.flatMap(DcsFiles::orMissing)
                .onFailure(
                        failure -> place instanceof DcsFileAddress.InBook && crashedOnFile(failure))
                .recoverWithUni(() -> askForLink((DcsFileAddress.InBook) place, question));
    }

    /** What DCS can't send itself, whatever it trips over, its object store can. */
    private Uni<DcsAnswer> askForLink(DcsFileAddress.InBook file, Question question) {
        return storage.link(file.folder(), file.path(), LINK_SECONDS)
                .flatMap(
                        link ->
                                link.map(
                                                found ->
                                                        hosts.check(found.url())
                                                                .flatMap(
                                                                        allowed ->
                                                                                follow(
                                                                                        question,
                                                                                        found)))
                                        .orElseGet(() -> orMissing(Optional.empty())));
    }

    private static boolean crashedOnFile(Throwable failure) {
        return failure.getCause() instanceof DcsStatusException status && status.crashedOnFile();
    }

    /** Without our authorization, which is nobody's business there. */
    private Uni<DcsAnswer> follow(Question question, DcsLink link) {
        var call =
                Uni.createFrom()
                        .deferred(
                                () ->
                                        send(question, request(link.url(), question))
                                                .onFailure(DcsFiles::refused)
                                                .transform(DcsFiles::deadLink));
        return calls.callElsewhere("presigned-object", question.limit(), call)
                .admittedBy(admission(question))
                .find()
                .flatMap(DcsFiles::orMissing);
    }

    private UnaryOperator<Uni<DcsAnswer>> admission(Question question) {
        return request -> room.during(request, question.context(), question.waiting()::goesOn);
    }

    private static boolean refused(Throwable failure) {
        return failure instanceof DcsStatusException status && status.unauthorized();
    }

    private static DcsException deadLink(Throwable refusal) {
        return new DcsException.Garbage("DCS named a link that does not work", refusal);
    }

    private Uni<DcsAnswer> send(Question question, RequestOptions options) {
        return transport
                .send(options, question.context())
                .map(
                        response -> {
                            try {
                                return answer(response, question);
                            } catch (DcsException e) {
                                // Paused as it is, it would keep its connection for ever.
                                response.request().reset();
                                throw e;
                            }
                        })
                .flatMap(question::next);
    }

    private DcsAnswer answer(HttpClientResponse response, Question question) {
        var etag = Optional.ofNullable(response.getHeader("etag"));
        switch (response.statusCode()) {
            case 206:
                require(question.range().isPresent(), "DCS sent a part when asked for the whole");
                return new DcsFile(response, question.context(), transport, settings.files());
            case 200:
                return new DcsFile(response, question.context(), transport, settings.files());
            case 304:
                require(
                        question.knownEtag().isPresent(),
                        "DCS says unchanged to who knows nothing");
                // DCS drops this connection without saying so: nobody else may meet it.
                response.request().connection().close();
                return new DcsAnswer.Unchanged(etag);
            case 416:
                require(question.range().isPresent(), "DCS has nothing of no range");
                var size = ContentRange.parseUnsatisfied(response.getHeader("content-range"));
                transport.drain(response);
                return new DcsAnswer.Unsatisfiable(size, etag);
            default:
                transport.drain(response);
                throw DcsStatusException.forFile(response.statusCode());
        }
    }

    private static void require(boolean sane, String otherwise) {
        if (!sane) {
            throw new DcsException.Garbage(otherwise, null);
        }
    }

    private static Uni<DcsAnswer> read(DcsAnswer answer, int max) {
        if (!(answer instanceof DcsFile file)) {
            return Uni.createFrom().item(answer);
        }
        if (file.length() > max) {
            file.discard();
            return Uni.createFrom().item(new DcsAnswer.TooLarge());
        }
        return Uni.createFrom()
                .completionStage(() -> file.read(max).toCompletionStage())
                .map(
                        bytes ->
                                bytes.isEmpty()
                                        ? new DcsAnswer.TooLarge()
                                        : new DcsAnswer.Content(
                                                bytes.get(), file.etag(), file.declaredType()));
    }

    private static RequestOptions request(String url, Question question) {
        var options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url);
        question.range().ifPresent(range -> options.putHeader("Range", range.header()));
        question.knownEtag().ifPresent(tag -> options.putHeader("If-None-Match", tag));
        return options;
    }

    private static Uni<DcsAnswer> orMissing(Optional<DcsAnswer> answer) {
        return Uni.createFrom().item(answer.orElseGet(DcsAnswer.Missing::new));
    }
}
