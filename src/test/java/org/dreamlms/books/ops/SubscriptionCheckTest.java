package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;

/** The service warns of a second receiver of DCS's events. */
@QuarkusTest
class SubscriptionCheckTest extends ServiceTest {

    @Inject DcsClient client;
    @Inject SubscriptionCheck check;
    @Inject Settings settings;

    private Optional<String> warning() {
        return SubscriptionCheck.warning(
                client.webhooks().await().indefinitely(), Optional.empty());
    }

    @Test
    void oneReceiverIsNoReasonToWarn() {
        dcs.webhooks().subscribe("http://lms.example.org/hook", "a-secret-of-16-letters");
        assertThat(warning()).isEmpty();
    }

    @Test
    void oneBesideOurOwnIsNamed() {
        dcs.webhooks().subscribe("http://lms.example.org/hook", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        var ours = Optional.of("http://books.example.org/hook");
        assertThat(SubscriptionCheck.warning(client.webhooks().await().indefinitely(), ours))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("http://lms.example.org/hook")
                                        .doesNotContain("books.example.org"));
    }

    @Test
    void twoAreNamedWithoutTheirQueries() {
        dcs.webhooks()
                .subscribe("http://lms.example.org/hook?key=s3cret", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        assertThat(warning())
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("http://lms.example.org/hook,")
                                        .contains("http://books.example.org/hook")
                                        .doesNotContain("s3cret"));
    }

    @Test
    void whatDcsDidNotAnswerIsWarnedOfOnceItDoes() {
        dcs.webhooks().subscribe("http://lms.example.org/hook", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        dcs.faults().always("webhooks", Fault.serverError());
        try (var log = LogLines.of(SubscriptionCheck.class.getName())) {
            assertThat(check.look().await().indefinitely()).isFalse();
            assertThat(log.lines()).singleElement().asString().contains("could not be asked");
            dcs.faults().clear();
            assertThat(check.look().await().indefinitely()).isTrue();
            assertThat(log.lines()).last().asString().contains("more than one active");
        }
    }

    @Test
    void aRefusalIsAnAnswer() {
        dcs.faults().always("webhooks", Fault.unauthorized());
        assertThat(check.look().await().indefinitely()).isTrue();
    }

    @Test
    void itIsAskedAgainAfterGrowingPausesUntilItAnswers() {
        var counted = new Counted(settings);
        var watch = new SubscriptionWatch(counted, clock);
        watch.look();
        watch.look();
        assertThat(counted.times).as("within the first pause").isEqualTo(1);
        clock.advance(SubscriptionWatch.FIRST_PAUSE);
        watch.look();
        assertThat(counted.times).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            clock.advance(SubscriptionWatch.LONGEST_PAUSE);
            watch.look();
        }
        assertThat(counted.times).isEqualTo(12);
        clock.advance(SubscriptionWatch.FIRST_PAUSE);
        watch.look();
        assertThat(counted.times).as("the pause has grown").isEqualTo(12);
        counted.answered = true;
        clock.advance(SubscriptionWatch.LONGEST_PAUSE);
        watch.look();
        assertThat(counted.times).isEqualTo(13);
        clock.advance(SubscriptionWatch.PERIOD.minusSeconds(1));
        watch.look();
        assertThat(counted.times).as("within the period").isEqualTo(13);
        clock.advance(Duration.ofSeconds(1));
        watch.look();
        assertThat(counted.times).as("a subscription that came later").isEqualTo(14);
    }

    @Test
    void thereIsOneQuestionAtATime() {
        var counted = new Counted(settings);
        counted.answer = Uni.createFrom().nothing();
        var watch = new SubscriptionWatch(counted, clock);
        for (int i = 0; i < 3; i++) {
            watch.look();
            clock.advance(SubscriptionWatch.LONGEST_PAUSE);
        }
        assertThat(counted.times).isEqualTo(1);
    }

    /** Counts how often it is asked, and says what the test wants. */
    private static final class Counted extends SubscriptionCheck {

        private int times;
        private boolean answered;
        private Uni<Boolean> answer = Uni.createFrom().item(() -> answered);

        private Counted(Settings settings) {
            super(null, settings);
        }

        @Override
        Uni<Boolean> look() {
            times++;
            return answer;
        }
    }
}
