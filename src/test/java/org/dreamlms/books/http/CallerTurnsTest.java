package org.dreamlms.books.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.CallerTurns.Need;
import org.dreamlms.books.http.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One caller has so many requests under way, with the settings as they are by default. */
class CallerTurnsTest {

    private static final int CONNECTIONS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final RoutingContext caller = request("caller");
    private final RoutingContext other = request("other");
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<ProblemException> refused = new CopyOnWriteArrayList<>();
    private final CallerTurns turns = turns(CONNECTIONS);

    private static CallerTurns turns(int connections) {
        var config =
                new SmallRyeConfigBuilder()
                        .withMapping(Settings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                        .withDefaultValue("dcs-books.requests.wait-limit", "1H")
                        .build();
        return new CallerTurns(config.getConfigMapping(Settings.class).requests(), connections);
    }

    private RoutingContext request(String owner) {
        var known = Map.of(RequestOwner.class.getName(), owner);
        return (RoutingContext)
                Proxy.newProxyInstance(
                        RoutingContext.class.getClassLoader(),
                        new Class<?>[] {RoutingContext.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "get" -> known.get(arguments[0]);
                                    case "vertx" -> vertx;
                                    case "addEndHandler" -> 1;
                                    default -> null;
                                });
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    private int taken(CallerTurns from, String owner, Need need) {
        int taken = 0;
        while (from.take(owner, need)) {
            taken++;
        }
        return taken;
    }

    private void await(String name, Need need) {
        turns.await(caller, need, () -> begun.add(name), refused::add);
    }

    @Test
    void thirtyTwoBeginAThousandWaitAndOthersAreTooMany() {
        assertThat(taken(turns, "caller", Need.OTHER)).isEqualTo(32);
        var names = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            await("waiting" + i, Need.OTHER);
            names.add("waiting" + i);
        }
        assertThat(turns.waiting()).isEqualTo(1_000);
        assertThat(refused).isEmpty();
        await("one too many", Need.OTHER);
        assertThat(refused).singleElement().extracting(ProblemException::status).isEqualTo(429);
        assertThat(turns.take("other", Need.ROWS)).as("others don't wait").isTrue();
        for (int i = 0; i < 1_000; i++) {
            turns.give(caller, Need.OTHER);
        }
        Awaitility.await().until(() -> begun.size() == 1_000);
        assertThat(begun).containsExactlyElementsOf(names);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void rowsOfOneCallerTakeHalfOfTheConnections() {
        assertThat(taken(turns, "caller", Need.ROWS)).isEqualTo(CONNECTIONS / 2);
        assertThat(taken(turns, "other", Need.ROWS)).isEqualTo(CONNECTIONS / 2);
        assertThat(taken(turns, "caller", Need.OTHER)).isEqualTo(22);
        assertThat(taken(turns(4), "caller", Need.ROWS))
                .as("as the manifests have it")
                .isEqualTo(2);
        assertThat(taken(turns(1), "caller", Need.ROWS)).isEqualTo(1);
        assertThat(taken(turns(200), "caller", Need.ROWS)).isEqualTo(32);
    }

    @Test
    void whatWaitsForTheDatabaseDoesNotWaitForSlowReaders() {
        assertThat(taken(turns, "caller", Need.ROWS)).isEqualTo(10);
        await("rows", Need.ROWS);
        await("file", Need.OTHER);
        Awaitility.await().until(() -> begun.equals(List.of("file")));
        turns.rowsRead(caller);
        Awaitility.await().until(() -> begun.equals(List.of("file", "rows")));
        turns.give(caller, Need.OTHER);
        assertThat(turns.take("caller", Need.ROWS)).isFalse();
        turns.give(caller, Need.ROWS);
        assertThat(turns.take("caller", Need.ROWS)).isTrue();
        assertThat(turns.take(RequestOwner.of(other), Need.ROWS)).isTrue();
    }
}
