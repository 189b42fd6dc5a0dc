package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nobody stands in a line who has gone, and no line is longer than it may be. */
class TurnsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> first = new CompletableFuture<>();

    private static Turns turns(int mayWait, Duration patience) {
        return new Turns(1, mayWait, patience, () -> new IllegalStateException("no turn"));
    }

    private Cancellable take(Turns turns, String name) {
        return turns.take(() -> work(name))
                .subscribe()
                .with(done::add, failure -> refused.add(name));
    }

    private Uni<String> work(String name) {
        begun.add(name);
        return name.equals("first")
                ? Uni.createFrom().completionStage(first)
                : Uni.createFrom().item(name);
    }

    @Test
    void eachHasItsTurnInTheOrderOfComing() {
        var turns = turns(1_000, LONG);
        var expected = new ArrayList<String>();
        take(turns, "first");
        expected.add("first");
        for (int i = 0; i < 1_000; i++) {
            take(turns, "a" + i);
            expected.add("a" + i);
        }
        first.complete("first");
        Awaitility.await().until(() -> done.size() == 1_001);
        assertThat(begun).containsExactlyElementsOf(expected);
        take(turns, "last");
        Awaitility.await().until(() -> done.contains("last"));
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() {
        var turns = turns(2, LONG);
        for (var name : List.of("first", "a", "b", "c")) {
            take(turns, name);
        }
        assertThat(refused).containsExactly("c");
        assertThatIllegalStateException()
                .isThrownBy(() -> turns.take(() -> work("d")).await().indefinitely())
                .withMessage("no turn");
        first.complete("first");
        Awaitility.await().until(() -> done.size() == 3);
    }

    @Test
    void whoCancelsLeavesTheLine() {
        var turns = turns(1, LONG);
        take(turns, "first");
        take(turns, "gone").cancel();
        assertThat(turns.waiting()).isZero();
        take(turns, "a");
        first.complete("first");
        Awaitility.await().until(() -> done.contains("a"));
        assertThat(begun).containsExactly("first", "a");
        assertThat(refused).isEmpty();
    }

    @Test
    void nobodyWaitsForEver() {
        var turns = turns(1, Duration.ofMillis(1));
        take(turns, "first");
        take(turns, "late");
        Awaitility.await().until(() -> refused.contains("late"));
        assertThat(turns.waiting()).isZero();
        first.complete("first");
        assertThat(done).containsExactly("first");
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotDone() {
        var turns = turns(3, LONG);
        var wanted = new AtomicBoolean(true);
        take(turns, "first");
        turns.take(() -> work("unwanted"), wanted::get)
                .subscribe()
                .with(done::add, failure -> refused.add("unwanted"));
        take(turns, "a");
        wanted.set(false);
        first.complete("first");
        Awaitility.await().until(() -> done.contains("a"));
        assertThat(begun).containsExactly("first", "a");
        assertThat(refused).containsExactly("unwanted");
    }

    @Test
    void workThatThrowsEndsItsTurn() {
        var turns = turns(1, LONG);
        turns.<String>take(
                        () -> {
                            throw new IllegalArgumentException();
                        })
                .subscribe()
                .with(done::add, failure -> refused.add("thrown"));
        take(turns, "a");
        assertThat(refused).containsExactly("thrown");
        assertThat(done).containsExactly("a");
    }

    /** Two at once, one of them for each owner. */
    private Turns shared() {
        return new Turns(2, 4, LONG, () -> new IllegalStateException("no turn")).ofEachOwner(1, 2);
    }

    private void take(Turns turns, String owner, String name, Uni<String> until) {
        turns.take(
                        owner,
                        () -> {
                            begun.add(name);
                            return until;
                        },
                        () -> true)
                .subscribe()
                .with(done::add, failure -> refused.add(name));
    }

    @Test
    void oneOwnerHasAPartOfTheTurnsAndOfTheLine() {
        var turns = shared();
        var forever = Uni.createFrom().<String>nothing();
        take(turns, "a", "a1", forever);
        take(turns, "a", "a2", forever);
        take(turns, "a", "a3", forever);
        take(turns, "a", "a4", forever);
        assertThat(begun).containsExactly("a1");
        assertThat(refused).containsExactly("a4");
        take(turns, "b", "b1", forever);
        assertThat(begun).containsExactly("a1", "b1");
        take(turns, "b", "b2", forever);
        take(turns, null, "nobody's", forever);
        assertThat(turns.waiting()).isEqualTo(4);
        take(turns, null, "too many", forever);
        assertThat(refused).containsExactly("a4", "too many");
    }

    @Test
    void whoseOwnerHasFewestTurnsComesFirst() {
        var turns = new Turns(2, 10, LONG, IllegalStateException::new).ofEachOwner(2, 10);
        var forever = Uni.createFrom().<String>nothing();
        take(turns, "a", "a1", Uni.createFrom().completionStage(first));
        take(turns, "a", "a2", forever);
        take(turns, "a", "a3", forever);
        take(turns, "b", "b1", forever);
        first.complete("a1");
        Awaitility.await().until(() -> begun.size() == 3);
        assertThat(begun).containsExactly("a1", "a2", "b1");
    }

    @Test
    void whoLeavesTheLineLeavesRoomForOthersOfTheOwner() {
        var turns = shared();
        take(turns, "a", "a1", Uni.createFrom().nothing());
        var leaving =
                turns.take("a", () -> work("a2"), () -> true)
                        .subscribe()
                        .with(done::add, failure -> refused.add("a2"));
        take(turns, "a", "a3", Uni.createFrom().nothing());
        leaving.cancel();
        take(turns, "a", "a4", Uni.createFrom().nothing());
        assertThat(refused).isEmpty();
        assertThat(turns.waiting()).isEqualTo(2);
    }
}
