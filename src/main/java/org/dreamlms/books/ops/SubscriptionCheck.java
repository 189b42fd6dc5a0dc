package org.dreamlms.books.ops;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsWebhook;
import org.dreamlms.books.webhook.OtherSubscriptions;
import org.jboss.logging.Logger;

/**
 * Warns when DCS tells more than one receiver of its events: the other one may be the LMS's own
 * handler, which deletes and re-creates activities, and with them assignments and results. {@link
 * SubscriptionWatch} says when.
 */
@ApplicationScoped
class SubscriptionCheck {

    private static final Logger LOG = Logger.getLogger(SubscriptionCheck.class);

    private final DcsClient dcs;
    private final OtherSubscriptions others;
    private final Optional<String> ours;
    private volatile String warned = "";

    SubscriptionCheck(DcsClient dcs, OtherSubscriptions others, Settings settings) {
        this.dcs = dcs;
        this.others = others;
        this.ours = settings.webhook().publicUrl();
    }

    /**
     * Asks DCS, and warns where there is reason to.
     *
     * @return whether DCS has answered, even if only to refuse; never fails
     */
    Uni<Boolean> look() {
        return dcs.webhooks()
                .invoke(this::warnOfSecond)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(SubscriptionCheck::refused);
    }

    private static boolean refused(Throwable failure) {
        LOG.infof("DCS could not be asked for webhook subscriptions: %s", failure.getMessage());
        return failure instanceof DcsException.Refused;
    }

    private void warnOfSecond(List<DcsWebhook> all) {
        others.found(urls(all, ours));
        var warning = warning(all, ours).orElse("");
        if (!warning.isEmpty() && !warning.equals(warned)) {
            LOG.warn(warning);
        }
        warned = warning;
    }

    /**
     * What to say of these subscriptions.
     *
     * @param ours the URL that is known to be our own; without it, one of them may be
     */
    static Optional<String> warning(List<DcsWebhook> all, Optional<String> ours) {
        var others = urls(all, ours);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                others.stream()
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        ours.isPresent()
                                                ? "DCS has active webhook subscriptions beside our own ("
                                                : "DCS has more than one active webhook subscription (",
                                        "). If one is the LMS's own, disable it: its handler deletes"
                                                + " and re-creates activities.")));
    }

    /** Of those that are active and not ours; without our URL a lone one may be. */
    private static List<String> urls(List<DcsWebhook> all, Optional<String> ours) {
        var others =
                all.stream()
                        .filter(DcsWebhook::active)
                        .map(DcsWebhook::url)
                        .filter(url -> !ours.equals(Optional.of(url)))
                        .map(url -> url.replaceAll("[?#].*", ""))
                        .toList();
        return ours.isEmpty() && others.size() == 1 ? List.of() : others;
    }
}
