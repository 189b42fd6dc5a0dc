package org.dreamlms.books.dcs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.Turns;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The books and publishers of DCS. Every call carries our authorization, is repeated when that
 * makes sense, ends within its limit, and is counted. All of them fail with {@link DcsException}
 * and nothing else.
 */
@ApplicationScoped
public class DcsClient {

    /** The most ids that one {@link #batch} takes. */
    public static final int MAX_BATCH = 100;

    private static final String EVENTS =
            "book.created,book.updated,book.deleted,publisher.created,publisher.updated,publisher.deleted";

    /** For 100 books of some 80 KB; most have 1 KB. */
    static final int MAX_BATCH_BYTES = 8 * 1024 * 1024;

    /** Some 40 MB at the most, while they are read. */
    static final int BATCHES_AT_ONCE = 8;

    /** More may wait, some 10 KB each. */
    static final int BATCHES_WAITING = 128;

    private static final int MAX_WEBHOOKS = 1_000;
    private static final int MAX_WEBHOOKS_BYTES = 1024 * 1024;

    /** The least that a book takes, on the average of a whole list. */
    private static final int BOOK_BYTES = 640;

    private final Turns batches;
    private final DcsApi api;
    private final DcsListApi listApi;
    private final DcsJson json;
    private final DcsCalls calls;
    private final DcsTurns turns;
    private final Settings.Dcs settings;
    private final ObjectReader bookReader;
    private final ObjectReader publisherReader;
    private final ObjectReader webhookReader;

    DcsClient(
            @RestClient DcsApi api,
            @RestClient DcsListApi listApi,
            DcsJson json,
            DcsCalls calls,
            DcsTurns turns,
            ObjectMapper mapper,
            Settings settings) {
        this.api = api;
        this.listApi = listApi;
        this.json = json;
        this.calls = calls;
        this.turns = turns;
        this.settings = settings.dcs();
        this.batches =
                new Turns(
                        BATCHES_AT_ONCE,
                        BATCHES_WAITING,
                        this.settings.callLimit(),
                        DcsException::noTurn);
        this.bookReader = mapper.readerFor(DcsBook.class);
        this.publisherReader = mapper.readerFor(DcsPublisher.class);
        this.webhookReader = mapper.readerFor(DcsWebhook.class);
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count("dcs-batches", BATCHES_AT_ONCE, batches::taken);
        bounds.count("dcs-batches-waiting", BATCHES_WAITING, batches::waiting);
    }

    @RegisterForReflection
    record Ids(Set<Integer> ids) {}

    /** A subscription as we want it; the types are names with commas between them. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record WantedWebhook(
            String url, String secret, String description, boolean isActive, String eventTypes) {

        @Override
        public String toString() {
            return "WantedWebhook[url=" + url + "]";
        }
    }

    /**
     * One book, archived or not.
     *
     * @return empty when DCS does not have it; it is not asked for an id below 1
     */
    public Uni<Optional<DcsBook>> book(int id) {
        if (!possible(id)) {
            return Uni.createFrom().item(Optional.empty());
        }
        DcsRequest<DcsBook> request = DcsRequest.value(token -> api.book(token, id), bookReader);
        return call("book", request, book -> checked(book, id));
    }

    /**
     * Those of the books that DCS has and that are not archived, in no particular order.
     *
     * @param ids at most {@value #MAX_BATCH}; DCS is not asked for those below 1
     * @throws IllegalArgumentException when there are more
     */
    public Uni<List<DcsBook>> batch(Set<Integer> ids) {
        if (ids.size() > MAX_BATCH) {
            throw new IllegalArgumentException("a batch takes 100 ids, not " + ids.size());
        }
        var asked = ids.stream().filter(DcsClient::possible).collect(Collectors.toSet());
        if (asked.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var request =
                DcsRequest.<DcsBook, DcsBook>list(
                        token -> api.batch(token, new Ids(asked)),
                        MAX_BATCH_BYTES,
                        MAX_BATCH,
                        bookReader,
                        DcsClient::checked);
        return turns.admit(
                        calls.<List<DcsBook>>call(
                                "batch", settings.callLimit(), token -> json.ask(request, token)))
                .admittedBy((once, wanted) -> batches.take(() -> once, wanted))
                .run();
    }

    /**
     * Every book that is not archived, in no particular order. They are not held here.
     *
     * @param each makes of a book what is kept of it, on a worker; may be asked for the same book
     *     again when a call is repeated
     */
    public <T> Uni<List<T>> books(Function<DcsBook, T> each) {
        int max = Math.toIntExact(settings.maxList().asLongValue());
        // Without the slash at the end DCS redirects.
        var request =
                DcsRequest.<DcsBook, T>list(
                                listApi::books,
                                max,
                                max / BOOK_BYTES,
                                bookReader,
                                book -> each.apply(checked(book)))
                        .readByWorker();
        return calls.call("list", settings.listLimit(), token -> json.askForList(request, token))
                .run();
    }

    /** Who is told of the events of DCS; refused when we have an API key only. */
    public Uni<List<DcsWebhook>> webhooks() {
        var request =
                DcsRequest.<DcsWebhook, DcsWebhook>list(
                        api::webhooks,
                        MAX_WEBHOOKS_BYTES,
                        MAX_WEBHOOKS,
                        webhookReader,
                        Function.identity());
        return turns.admit(
                        calls.call(
                                "webhooks",
                                settings.callLimit(),
                                token -> json.ask(request, token)))
                .run();
    }

    /**
     * Subscribes to the events that mean something to us. Should DCS answer too late and be asked
     * again, there are two subscriptions, which is harmless: an event that comes twice counts once.
     *
     * @param secret with what DCS signs them, 16 to 255 characters
     */
    public Uni<DcsWebhook> subscribe(String url, String secret) {
        return change("subscribe", token -> api.subscribe(token, wanted(url, secret)));
    }

    /** Makes a subscription what {@link #subscribe} would make it. */
    public Uni<DcsWebhook> resubscribe(int id, String url, String secret) {
        return change("resubscribe", token -> api.resubscribe(token, id, wanted(url, secret)));
    }

    private Uni<DcsWebhook> change(String operation, Function<String, Multi<byte[]>> send) {
        DcsRequest<DcsWebhook> request = DcsRequest.value(send, webhookReader);
        return turns.admit(
                        calls.call(
                                operation, settings.callLimit(), token -> json.ask(request, token)))
                .run();
    }

    private static WantedWebhook wanted(String url, String secret) {
        return new WantedWebhook(url, secret, "DCS Book Proxy", true, EVENTS);
    }

    /**
     * One publisher.
     *
     * @return empty when DCS does not have it; it is not asked for an id below 1
     */
    public Uni<Optional<DcsPublisher>> publisher(int id) {
        if (!possible(id)) {
            return Uni.createFrom().item(Optional.empty());
        }
        DcsRequest<DcsPublisher> request =
                DcsRequest.value(token -> api.publisher(token, id), publisherReader);
        return call("publisher", request, found -> checked(found, id));
    }

    /** Something that DCS may not have. */
    private <T> Uni<Optional<T>> call(
            String operation, DcsRequest<T> request, UnaryOperator<T> check) {
        return turns.admit(
                        calls.call(
                                operation,
                                settings.callLimit(),
                                token -> json.ask(request, token).map(check)))
                .find();
    }

    private static DcsPublisher checked(DcsPublisher publisher, int id) {
        if (publisher == null || publisher.id() != id) {
            throw new DcsException.Garbage(
                    "the answer for publisher " + id + " is not that publisher", null);
        }
        return publisher;
    }

    private static DcsBook checked(DcsBook book, int id) {
        if (book == null || book.id() != id) {
            throw new DcsException.Garbage("the answer for book " + id + " is not that book", null);
        }
        return book;
    }

    private static DcsBook checked(DcsBook listed) {
        if (listed == null || listed.id() < 1) {
            throw new DcsException.Garbage("the list holds things that are not books", null);
        }
        return listed;
    }

    /** Whether DCS can have something by this id. */
    private static boolean possible(int id) {
        return id >= 1;
    }
}
