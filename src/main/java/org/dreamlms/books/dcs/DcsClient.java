package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamlms.books.Settings;
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

    private final DcsBooksApi books;
    private final DcsListApi list;
    private final DcsCalls calls;
    private final Settings.Dcs settings;

    DcsClient(
            @RestClient DcsBooksApi books,
            @RestClient DcsListApi list,
            DcsCalls calls,
            Settings settings) {
        this.books = books;
        this.list = list;
        this.calls = calls;
        this.settings = settings.dcs();
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
        return calls.find(
                "book",
                settings.callLimit(),
                token -> books.book(token, id).map(book -> checked(book, id)));
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
        return calls.run(
                "batch",
                settings.callLimit(),
                token -> books.batch(token, new DcsBooksApi.Ids(asked)).map(DcsClient::checked));
    }

    /** Every book that is not archived, in no particular order. */
    public Uni<List<DcsBook>> books() {
        return calls.run(
                "list", settings.listLimit(), token -> list.books(token).map(DcsClient::checked));
    }

    /** Who is told of the events of DCS; refused when we have an API key only. */
    public Uni<List<DcsWebhook>> webhooks() {
        return calls.run("webhooks", settings.callLimit(), books::webhooks);
    }

    /**
     * Subscribes to the events that mean something to us. Should DCS answer too late and be asked
     * again, there are two subscriptions, which is harmless: an event that comes twice counts once.
     *
     * @param secret with what DCS signs them, 16 to 255 characters
     */
    public Uni<DcsWebhook> subscribe(String url, String secret) {
        return calls.run(
                "subscribe",
                settings.callLimit(),
                token -> books.subscribe(token, wanted(url, secret)));
    }

    /** Makes a subscription what {@link #subscribe} would make it. */
    public Uni<DcsWebhook> resubscribe(int id, String url, String secret) {
        return calls.run(
                "resubscribe",
                settings.callLimit(),
                token -> books.resubscribe(token, id, wanted(url, secret)));
    }

    private static DcsBooksApi.WantedWebhook wanted(String url, String secret) {
        return new DcsBooksApi.WantedWebhook(url, secret, "DCS Book Proxy", true, EVENTS);
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
        return calls.find(
                "publisher",
                settings.callLimit(),
                token -> books.publisher(token, id).map(found -> checked(found, id)));
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

    private static List<DcsBook> checked(List<DcsBook> books) {
        if (books == null || books.stream().anyMatch(book -> book == null || book.id() < 1)) {
            throw new DcsException.Garbage("the list holds things that are not books", null);
        }
        return books;
    }

    /** Whether DCS can have something by this id. */
    private static boolean possible(int id) {
        return id >= 1;
    }
}
