package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
     * @param id 1 or more: DCS fails on others, so they must not get here
     * @return empty when DCS does not have it
     */
    public Uni<Optional<DcsBook>> book(int id) {
        requireId(id);
        return calls.find(
                "book",
                settings.callLimit(),
                token -> books.book(token, id).map(book -> checked(book, id)));
    }

    /**
     * Those of the books that DCS has and that are not archived, in no particular order.
     *
     * @param ids 1…{@value #MAX_BATCH} of them, each 1 or more
     */
    public Uni<List<DcsBook>> batch(Set<Integer> ids) {
        if (ids.isEmpty() || ids.size() > MAX_BATCH) {
            throw new IllegalArgumentException("a batch takes 1 to 100 ids, not " + ids.size());
        }
        ids.forEach(DcsClient::requireId);
        return calls.run(
                "batch",
                settings.callLimit(),
                token -> books.batch(token, new DcsBooksApi.Ids(ids)).map(DcsClient::checked));
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
     * @param id 1 or more: DCS fails on others, so they must not get here
     * @return empty when DCS does not have it
     */
    public Uni<Optional<DcsPublisher>> publisher(int id) {
        requireId(id);
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

    private static void requireId(int id) {
        if (id < 1) {
            throw new IllegalArgumentException("not an id of DCS: " + id);
        }
    }
}
