package org.dreamlms.books.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.replica.ReplicaListener;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * How changes are heard of, as a detail: without that books grow old by their time to live only,
 * which is no reason to take a replica out of rotation.
 */
@Readiness
@ApplicationScoped
class WebhookReadiness implements HealthCheck {

    private final Signatures signatures;
    private final Subscription subscription;
    private final ReplicaListener listener;
    private final EventWorker worker;
    private final OtherSubscriptions others;

    WebhookReadiness(
            Signatures signatures,
            Subscription subscription,
            ReplicaListener listener,
            EventWorker worker,
            OtherSubscriptions others) {
        this.signatures = signatures;
        this.subscription = subscription;
        this.listener = listener;
        this.worker = worker;
        this.others = others;
    }

    @Override
    public HealthCheckResponse call() {
        var failure = subscription.failure();
        var good = listener.connected() && worker.alive() && failure.isEmpty();
        var response =
                HealthCheckResponse.named("webhooks")
                        .up()
                        .withData("state", good ? "good" : "degraded")
                        .withData("events", signatures.configured() ? "accepted" : "off")
                        .withData("replicas_heard", listener.connected())
                        .withData("queue_worked_off", worker.alive());
        if (subscription.wanted()) {
            response.withData(
                    "subscription", subscription.subscribed() ? "ours" : "left to another replica");
        }
        if (!others.text().isEmpty()) {
            response.withData("other_subscriptions", others.text());
        }
        failure.ifPresent(reason -> response.withData("subscription_failure", reason));
        return response.build();
    }
}
