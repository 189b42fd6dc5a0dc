package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A call that is made by {@link #run} or {@link #find}, and not before. Immutable: one call may be
 * made many times.
 */
public final class DcsCall<T> {

    /** Who is called, as whom. */
    enum Kind {
        /** DCS, with our authorization. */
        AUTHORIZED,
        /** The storage of DCS, which an API key does not open. */
        LOGGED_IN,
        /**
         * Another server, where a link of DCS leads: it must not see our authorization, and its
         * failures are none of DCS.
         */
        ELSEWHERE
    }

    private final DcsCalls calls;
    private final Kind kind;
    private final String operation;
    private final Duration limit;
    private final Function<String, Uni<T>> request;
    private final BiFunction<Uni<T>, BooleanSupplier, Uni<T>> admission;

    DcsCall(
            DcsCalls calls,
            Kind kind,
            String operation,
            Duration limit,
            Function<String, Uni<T>> request,
            BiFunction<Uni<T>, BooleanSupplier, Uni<T>> admission) {
        this.calls = calls;
        this.kind = kind;
        this.operation = operation;
        this.limit = limit;
        this.request = request;
        this.admission = admission;
    }

    /** As this one, but with each of its requests waiting here until it is admitted. */
    public DcsCall<T> admittedBy(UnaryOperator<Uni<T>> other) {
        return admittedBy((once, wanted) -> other.apply(once));
    }

    /**
     * As this one, but with each of its requests waiting here until it is admitted, before it waits
     * wherever it did already.
     *
     * @param other is told, too, whether anybody still waits: cancelling does not reach it
     */
    DcsCall<T> admittedBy(BiFunction<Uni<T>, BooleanSupplier, Uni<T>> other) {
        return new DcsCall<>(
                calls,
                kind,
                operation,
                limit,
                request,
                (once, wanted) -> other.apply(admission.apply(once, wanted), wanted));
    }

    /** As this one, but refused where we have nothing but an API key. */
    public DcsCall<T> toStorage() {
        return new DcsCall<>(calls, Kind.LOGGED_IN, operation, limit, request, admission);
    }

    /**
     * Makes the call.
     *
     * @return fails with {@link DcsException} only
     */
    public Uni<T> run() {
        return calls.make(this, Function.identity());
    }

    /** Makes the call for something that DCS may not have: its 404 is an empty result. */
    public Uni<Optional<T>> find() {
        return calls.make(this, DcsCall::orEmpty);
    }

    Kind kind() {
        return kind;
    }

    String operation() {
        return operation;
    }

    Duration limit() {
        return limit;
    }

    /** One request, not yet admitted. */
    Uni<T> request(String authorization) {
        return request.apply(authorization);
    }

    /** That request when its time has come. */
    Uni<T> admitted(Uni<T> once, BooleanSupplier wanted) {
        return admission.apply(once, wanted);
    }

    private static <T> Uni<Optional<T>> orEmpty(Uni<T> call) {
        return call.map(Optional::ofNullable)
                .onFailure(DcsCall::notFound)
                .recoverWithItem(Optional.empty());
    }

    private static boolean notFound(Throwable failure) {
        return failure instanceof DcsStatusException status && status.status() == 404;
    }
}
