package org.dreamlms.books.dcs.file;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Where links of DCS may lead this service: to DCS itself and to the hosts that a setting names. To
 * its own port for operators they never lead, by whatever name.
 */
@ApplicationScoped
class LinkHosts {

    private static final Logger LOG = Logger.getLogger(LinkHosts.class);
    private static final int DEFAULT_MANAGEMENT_PORT = 9000;

    private final Set<String> allowed = new HashSet<>();
    private final OutageLog refused;

    LinkHosts(Settings settings, Clock clock) {
        refused = new OutageLog(LOG, Logger.Level.WARN, clock);
        settings.dcs().url().map(LinkHosts::hostOf).ifPresent(allowed::add);
        for (var host : settings.dcs().linkHosts().orElse(List.of())) {
            for (var scheme : List.of("http", "https")) {
                allowed.add(hostOf(scheme + "://" + host));
            }
        }
    }

    /**
     * Returns when the service may follow the link.
     *
     * @param url an http or https URL with a host
     * @return fails with {@link DcsException} when it may not
     */
    Uni<Void> check(String url) {
        var host = hostOf(url);
        if (!allowed.contains(host)) {
            refused.say(
                    "A link of DCS leads to %s and is not followed: DCS_BOOKS_DCS_LINK_HOSTS does"
                            + " not name it",
                    host);
            return failure();
        }
        if (port(host) != managementPort()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .item(() -> isOwn(host))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(own -> own ? own(host) : Uni.createFrom().voidItem());
    }

    private Uni<Void> own(String host) {
        refused.say("A link of DCS leads to %s, this service's own port for operators", host);
        return failure();
    }

    private static Uni<Void> failure() {
        return Uni.createFrom()
                .failure(
                        new DcsException.Garbage(
                                "DCS named a link to a host that is not allowed", null));
    }

    /** The host and port of a URL, in one way of writing them. */
    private static String hostOf(String url) {
        var uri = URI.create(url);
        var authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        var colon = authority.lastIndexOf(':');
        var named = colon > authority.lastIndexOf(']');
        var host = named ? authority.substring(0, colon) : authority;
        if (named && colon + 1 < authority.length()) {
            return host + ":" + Integer.parseInt(authority.substring(colon + 1));
        }
        // A colon without a port is the same as none (RFC 3986, 6.2.3).
        return host + ("https".equalsIgnoreCase(uri.getScheme()) ? ":443" : ":80");
    }

    private static int port(String host) {
        return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
    }

    /** As it was bound: zero in the settings is any free one. */
    private static int managementPort() {
        var name = LaunchMode.current() == LaunchMode.TEST ? "test-port" : "port";
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.management." + name, Integer.class)
                .orElse(DEFAULT_MANAGEMENT_PORT);
    }

    private static boolean isOwn(String host) {
        try {
            var name = host.substring(0, host.lastIndexOf(':'));
            return Arrays.stream(InetAddress.getAllByName(name)).anyMatch(LinkHosts::isOwn);
        } catch (UnknownHostException e) {
            // Then the call fails, too.
            return false;
        }
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
