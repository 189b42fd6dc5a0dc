package org.dreamlms.books.dcs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets the room for a file, and when the request for it is made. */
@ExpectedLog("dcs.file.TransferLimit")
class TransferLimitTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> made = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(3, TimeUnit.MINUTES);
    }

    @Test
    void aRequestIsNotMadeBeforeThereIsRoomSoThatItsTimeForAnAnswerBeginsThen() throws Exception {
        var room = room("10S");
        var holder = new CompletableFuture<DcsAnswer>();
        enter(room, "first", holder, () -> true);
        var second = enter(room, "second", answered(), () -> true);
        var third = enter(room, "third", answered(), () -> true);
        assertThat(made).containsExactly("first");
        holder.complete(new DcsAnswer.Missing());
        await(second);
        await(third);
        assertThat(made).containsExactly("first", "second", "third");
    }

    @Test
    void aRequestThatFailsMakesRoom() throws Exception {
        var room = room("10S");
        var holder = new CompletableFuture<DcsAnswer>();
        var first = enter(room, "first", holder, () -> true);
        var second = enter(room, "second", answered(), () -> true);
        holder.completeExceptionally(new IllegalStateException("broken"));
        assertThatThrownBy(() -> await(first)).hasMessageContaining("broken");
        await(second);
    }

    @Test
    void whoHasLeftIsPassedOver() throws Exception {
        var room = room("10S");
        var holder = new CompletableFuture<DcsAnswer>();
        enter(room, "first", holder, () -> true);
        var gone = enter(room, "gone", answered(), () -> false);
        var third = enter(room, "third", answered(), () -> true);
        holder.complete(new DcsAnswer.Missing());
        await(third);
        assertThatThrownBy(() -> await(gone))
                .hasCauseInstanceOf(DcsException.Unavailable.class)
                .hasMessageContaining("nobody waits");
        assertThat(made).containsExactly("first", "third");
    }

    @Test
    void whoWaitsTooLongIsNotMadeAndLeavesTheLine() throws Exception {
        var room = room("50MS");
        var holder = new CompletableFuture<DcsAnswer>();
        enter(room, "first", holder, () -> true);
        var late = enter(room, "late", answered(), () -> true);
        assertThatThrownBy(() -> await(late))
                .hasCauseInstanceOf(DcsException.Unavailable.class)
                .hasMessageContaining("too many files");
        holder.complete(new DcsAnswer.Missing());
        await(enter(room, "next", answered(), () -> true));
        assertThat(made).containsExactly("first", "next");
    }

    private TransferLimit room(String callLimit) {
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(Settings.class)
                        .withDefaultValue("dcs-books.files.max-transfers", "1")
                        .withDefaultValue("dcs-books.dcs.call-limit", callLimit)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                        .build()
                        .getConfigMapping(Settings.class);
        return new TransferLimit(vertx, settings, Clock.systemUTC());
    }

    private CompletableFuture<DcsAnswer> enter(
            TransferLimit room,
            String name,
            CompletableFuture<DcsAnswer> answer,
            BooleanSupplier wanted) {
        var request =
                Uni.createFrom()
                        .completionStage(answer)
                        .onSubscription()
                        .invoke(() -> made.add(name));
        return room.during(request, vertx.getOrCreateContext(), wanted)
                .subscribe()
                .asCompletionStage();
    }

    private static CompletableFuture<DcsAnswer> answered() {
        return CompletableFuture.completedFuture(new DcsAnswer.Missing());
    }

    private static DcsAnswer await(CompletableFuture<DcsAnswer> answer) throws Exception {
        return answer.get(3, TimeUnit.MINUTES);
    }
}
