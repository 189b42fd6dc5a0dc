package org.dreamlms.books.ops;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dreamlms.books.Settings;

/** Says which times among the settings are none. */
final class RequiredTimes {

    private RequiredTimes() {}

    private record Time(String name, Duration value, boolean mayBeZero) {

        static Time positive(String name, Duration value) {
            return new Time(name, value, false);
        }

        static Time orZero(String name, Duration value) {
            return new Time(name, value, true);
        }

        boolean good() {
            return !value.isNegative() && (mayBeZero || !value.isZero());
        }

        String error() {
            return "dcs-books.%s (DCS_BOOKS_%s) must be %s, not %s"
                    .formatted(
                            name,
                            name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT),
                            mayBeZero ? "no time or longer" : "longer than nothing",
                            value);
        }
    }

    static List<String> errors(Settings settings) {
        return Stream.of(
                        ofDcs(settings.dcs()),
                        ofFreshness(settings.freshness()),
                        ofFiles(settings.files()),
                        ofWebhook(settings.webhook()),
                        ofAccess(settings.access()),
                        Stream.of(
                                Time.positive(
                                        "requests.head-timeout", settings.requests().headTimeout()),
                                Time.positive(
                                        "requests.body-grace", settings.requests().bodyGrace()),
                                Time.positive(
                                        "requests.wait-limit", settings.requests().waitLimit()),
                                Time.positive("answers.grace", settings.answers().grace())),
                        ofMigration(settings.migration()),
                        Stream.of(
                                Time.positive(
                                        "backup.dry-run-limit", settings.backup().dryRunLimit()),
                                Time.positive(
                                        "reference-audit.keeps-others-out",
                                        settings.referenceAudit().keepsOthersOut())))
                .flatMap(times -> times)
                .filter(time -> !time.good())
                .map(Time::error)
                .toList();
    }

    private static Stream<Time> ofDcs(Settings.Dcs dcs) {
        return Stream.of(
                Time.positive("dcs.login-lifetime", dcs.loginLifetime()),
                Time.positive("dcs.retry-pause", dcs.retryPause()),
                Time.positive("dcs.breaker-pause", dcs.breakerPause()),
                Time.positive("dcs.answer-timeout", dcs.answerTimeout()),
                Time.positive("dcs.list-answer-timeout", dcs.listAnswerTimeout()),
                Time.positive("dcs.call-limit", dcs.callLimit()),
                Time.positive("dcs.list-limit", dcs.listLimit()));
    }

    private static Stream<Time> ofFreshness(Settings.Freshness freshness) {
        return Stream.of(
                Time.positive("freshness.books", freshness.books()),
                Time.positive("freshness.config", freshness.config()),
                Time.positive("freshness.images", freshness.images()),
                Time.positive("freshness.stale", freshness.stale()),
                Time.positive("freshness.missing", freshness.missing()),
                Time.positive("freshness.retry-pause", freshness.retryPause()));
    }

    private static Stream<Time> ofFiles(Settings.Files files) {
        return Stream.of(
                Time.positive("files.idle-timeout", files.idleTimeout()),
                Time.positive("files.stalled-timeout", files.stalledTimeout()));
    }

    private static Stream<Time> ofWebhook(Settings.Webhook webhook) {
        return Stream.of(
                Time.positive("webhook.retry-pause", webhook.retryPause()),
                Time.positive("webhook.poll-pause", webhook.pollPause()),
                Time.positive("webhook.take-over", webhook.takeOver()),
                Time.positive("webhook.keep", webhook.keep()));
    }

    private static Stream<Time> ofAccess(Settings.Access access) {
        return Stream.of(
                Time.positive("access.caller-lifetime", access.callerLifetime()),
                Time.positive("access.rights-lifetime", access.rightsLifetime()),
                // Then nobody goes on while the database can't be asked.
                Time.orZero("access.outage", access.outage()),
                Time.positive("access.links.lifetime", access.links().lifetime()));
    }

    private static Stream<Time> ofMigration(Settings.Migration migration) {
        return Stream.of(
                // To PostgreSQL, nothing is for ever.
                Time.positive("migration.lock-timeout", migration.lockTimeout()),
                // Then it does not wait at all.
                Time.orZero("migration.wait-for-other", migration.waitForOther()));
    }
}
