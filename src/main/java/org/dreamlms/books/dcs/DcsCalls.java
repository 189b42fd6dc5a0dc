package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.StorageKey;

/**
 * The one way to call DCS: with our authorization, repeated when that makes sense, ended within its
 * limit, and counted.
 */
@ApplicationScoped
public class DcsCalls {

    private final DcsSession session;
    private final DcsResilience resilience;
    private final DcsMeters meters;
    private final boolean loginMissing;

    DcsCalls(DcsSession session, DcsResilience resilience, DcsMeters meters, Settings settings) {
        this.session = session;
        this.resilience = resilience;
        this.meters = meters;
        loginMissing =
                settings.storageKey() == StorageKey.PUBLISHER_NAME
                        && (settings.dcs().email().isEmpty()
                                || settings.dcs().password().isEmpty());
    }

    /**
     * A call of DCS.
     *
     * @param operation what the meters call it
     * @param limit the longest that its caller waits, repetitions included
     * @param request takes the value of the Authorization header
     */
    public <T> DcsCall<T> call(String operation, Duration limit, Function<String, Uni<T>> request) {
        return new DcsCall<>(
                this, DcsCall.Kind.AUTHORIZED, operation, limit, request, (once, wanted) -> once);
    }

    /** A call of another server, where a link of DCS leads; without our authorization. */
    public <T> DcsCall<T> callElsewhere(String operation, Duration limit, Uni<T> request) {
        return new DcsCall<>(
                this,
                DcsCall.Kind.ELSEWHERE,
                operation,
                limit,
                nothing -> request,
                (once, wanted) -> once);
    }

    <T, R> Uni<R> make(DcsCall<T> call, Function<Uni<T>, Uni<R>> shape) {
        return switch (call.kind()) {
            case AUTHORIZED -> authorized(call, shape);
            case LOGGED_IN -> loginMissing ? refused() : authorized(call, shape);
            case ELSEWHERE -> elsewhere(call, shape);
        };
    }

    private static <R> Uni<R> refused() {
        return Uni.createFrom()
                .failure(
                        new DcsException.Refused(
                                "DCS gives files only to those who log in, an API key is not"
                                        + " enough: set DREAM_CENTRAL_STORAGE_EMAIL and _PASSWORD"));
    }

    /** The login is not part of what is repeated: it is shared, and repeats itself. */
    private <T, R> Uni<R> authorized(DcsCall<T> call, Function<Uni<T>, Uni<R>> shape) {
        return resilience.within(
                call.limit(),
                wanted ->
                        session.authorization()
                                .flatMap(
                                        token ->
                                                shape.apply(
                                                        resilience.repeated(
                                                                wanted,
                                                                () ->
                                                                        attempt(
                                                                                call, token,
                                                                                wanted)))));
    }

    /** Makes a call, and once more with a new login when DCS does not take this one. */
    private <T> Uni<T> attempt(DcsCall<T> call, String token, BooleanSupplier wanted) {
        return once(call, token, wanted)
                .onFailure(f -> unauthorized(f) && session.rejected(token))
                .recoverWithUni(
                        () -> session.authorization().flatMap(other -> once(call, other, wanted)));
    }

    private <T> Uni<T> once(DcsCall<T> call, String token, BooleanSupplier wanted) {
        return call.admitted(
                resilience.counted(() -> meters.timed(call.operation(), call.request(token))),
                wanted);
    }

    private <T, R> Uni<R> elsewhere(DcsCall<T> call, Function<Uni<T>, Uni<R>> shape) {
        Uni<T> timed = meters.timedElsewhere(call.operation(), call.request(null));
        return resilience.within(
                call.limit(),
                wanted ->
                        shape.apply(
                                resilience.repeated(wanted, () -> call.admitted(timed, wanted))));
    }

    private static boolean unauthorized(Throwable failure) {
        return failure instanceof DcsStatusException status && status.unauthorized();
    }
}
