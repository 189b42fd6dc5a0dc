package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.StorageKey;

/**
 * The one way to call DCS: with our authorization, repeated when that makes sense, ended within its
 * limit, and counted.
 */
@ApplicationScoped
public class DcsCalls {

    private final DcsSession session;
    private final DcsResilience guard;
    private final DcsMeters meters;

    private final boolean loginMissing;

    DcsCalls(DcsSession session, DcsResilience guard, DcsMeters meters, Settings settings) {
        this.session = session;
        this.guard = guard;
        this.meters = meters;
        loginMissing =
                settings.storageKey() == StorageKey.PUBLISHER_NAME
                        && (settings.dcs().email().isEmpty()
                                || settings.dcs().password().isEmpty());
    }

    /**
     * Calls DCS.
     *
     * @param operation what the meters call it
     * @param call takes the value of the Authorization header
     * @return fails with {@link DcsException} only
     */
    <T> Uni<T> run(String operation, Duration limit, Function<String, Uni<T>> call) {
        return authorized(operation, limit, UnaryOperator.identity(), call, Function.identity());
    }

    /** Like {@link #run}, for things that DCS may not have: its 404 is an empty result. */
    public <T> Uni<Optional<T>> find(
            String operation, Duration limit, Function<String, Uni<T>> call) {
        return find(operation, limit, UnaryOperator.identity(), call);
    }

    /**
     * Like {@link #find(String, Duration, Function)}, for calls that may have to wait here.
     *
     * @param admission makes each single call when its time has come, or fails with a {@link
     *     DcsException} instead: then there was no call, of which anything could be counted
     */
    public <T> Uni<Optional<T>> find(
            String operation,
            Duration limit,
            UnaryOperator<Uni<T>> admission,
            Function<String, Uni<T>> call) {
        return authorized(operation, limit, admission, call, DcsCalls::orEmpty);
    }

    /** Like {@code find}, for storage: DCS keeps that from those who have only an API key. */
    public <T> Uni<Optional<T>> findStored(
            String operation, Duration limit, Function<String, Uni<T>> call) {
        return findStored(operation, limit, UnaryOperator.identity(), call);
    }

    /** The same, for calls that may have to wait here. */
    public <T> Uni<Optional<T>> findStored(
            String operation,
            Duration limit,
            UnaryOperator<Uni<T>> admission,
            Function<String, Uni<T>> call) {
        if (loginMissing) {
            return Uni.createFrom()
                    .failure(
                            new DcsException.Refused(
                                    "DCS gives files only to those who log in, an API key is not"
                                            + " enough: set DREAM_CENTRAL_STORAGE_EMAIL and _PASSWORD"));
        }
        return find(operation, limit, admission, call);
    }

    /**
     * Like {@code find}, for what is open to everyone, must not see our authorization and lies on a
     * server of its own: its failures are no failures of DCS.
     */
    public <T> Uni<Optional<T>> findOpenly(
            String operation, Duration limit, UnaryOperator<Uni<T>> admission, Uni<T> call) {
        return guard.within(
                limit,
                wanted ->
                        orEmpty(
                                guard.repeated(
                                        wanted,
                                        () ->
                                                admission.apply(
                                                        meters.timedElsewhere(operation, call)))));
    }

    /** The login is not part of what is repeated: it is shared, and repeats itself. */
    private <T, R> Uni<R> authorized(
            String operation,
            Duration limit,
            UnaryOperator<Uni<T>> admission,
            Function<String, Uni<T>> call,
            Function<Uni<T>, Uni<R>> shape) {
        Function<String, Uni<T>> once =
                token ->
                        admission.apply(
                                guard.counted(() -> meters.timed(operation, call.apply(token))));
        return guard.within(
                limit,
                wanted ->
                        session.authorization()
                                .flatMap(
                                        token ->
                                                shape.apply(
                                                        guard.repeated(
                                                                wanted,
                                                                () -> attempt(once, token)))));
    }

    /** Makes a call, and once more with a new login when DCS does not take this one. */
    private <T> Uni<T> attempt(Function<String, Uni<T>> once, String token) {
        return once.apply(token)
                .onFailure(f -> unauthorized(f) && session.rejected(token))
                .recoverWithUni(() -> session.authorization().flatMap(once::apply));
    }

    private static <T> Uni<Optional<T>> orEmpty(Uni<T> call) {
        return call.map(Optional::ofNullable)
                .onFailure(DcsCalls::notFound)
                .recoverWithItem(Optional.empty());
    }

    private static boolean notFound(Throwable failure) {
        return failure instanceof DcsStatusException status && status.status() == 404;
    }

    private static boolean unauthorized(Throwable failure) {
        return failure instanceof DcsStatusException status && status.unauthorized();
    }
}
