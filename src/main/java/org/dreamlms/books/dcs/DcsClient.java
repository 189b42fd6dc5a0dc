package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The books of DCS. Every call carries our authorization, is repeated when that makes sense, ends
 * within its limit, and is counted. All of them fail with {@link DcsException} and nothing else.
 */
@ApplicationScoped
public class DcsClient {

    /** The most ids that one {@link #batch} takes. */
    public static final int MAX_BATCH = 100;

    private final DcsBooksApi books;
    private final DcsListApi list;
    private final DcsSession session;
    private final DcsGuard guard;
    private final DcsMeters meters;
    private final Settings.Dcs settings;

    DcsClient(
            @RestClient DcsBooksApi books,
            @RestClient DcsListApi list,
            DcsSession session,
            DcsGuard guard,
            DcsMeters meters,
            Settings settings) {
        this.books = books;
        this.list = list;
        this.session = session;
        this.guard = guard;
        this.meters = meters;
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
        return guard.run(
                settings.callLimit(),
                () ->
                        authorized("book", token -> books.book(token, id))
                                .map(book -> Optional.of(checked(book, id)))
                                .onFailure(DcsClient::notFound)
                                .recoverWithItem(Optional.empty()));
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
        return guard.run(
                settings.callLimit(),
                () ->
                        authorized("batch", token -> books.batch(token, new DcsBooksApi.Ids(ids)))
                                .map(DcsClient::checked));
    }

    /** Every book that is not archived, in no particular order. */
    public Uni<List<DcsBook>> books() {
        return guard.run(
                settings.listLimit(),
                () -> authorized("list", list::books).map(DcsClient::checked));
    }

    /** Who is told of the events of DCS; refused when we have an API key only. */
    public Uni<List<DcsWebhook>> webhooks() {
        return guard.run(settings.callLimit(), () -> authorized("webhooks", books::webhooks));
    }

    private <T> Uni<T> authorized(String operation, Function<String, Uni<T>> call) {
        return session.authorization().flatMap(token -> attempt(operation, call, token));
    }

    private <T> Uni<T> attempt(String operation, Function<String, Uni<T>> call, String token) {
        return meters.timed(operation, call.apply(token))
                .onFailure(f -> unauthorized(f) && session.rejected(token))
                .recoverWithUni(
                        () ->
                                session.authorization()
                                        .flatMap(
                                                fresh ->
                                                        meters.timed(
                                                                operation, call.apply(fresh))));
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
            throw new IllegalArgumentException("not a book id: " + id);
        }
    }

    private static boolean notFound(Throwable failure) {
        return failure instanceof DcsStatusException status && status.status() == 404;
    }

    private static boolean unauthorized(Throwable failure) {
        return failure instanceof DcsStatusException status && status.unauthorized();
    }
}
