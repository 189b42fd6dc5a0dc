package org.dreamlms.books.access.token;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whose certificates count for an issuer of tokens: the same as for DCS, {@code quarkus.tls.*}. The
 * framework's own clients read that by themselves.
 */
@ApplicationScoped
class TrustedAuthorities {

    private final Optional<SSLSocketFactory> sockets;

    @Inject
    TrustedAuthorities(TlsConfigurationRegistry tls) {
        this(
                tls.getDefault()
                        .filter(config -> config.getTrustStoreOptions() != null)
                        .map(TrustedAuthorities::sockets));
    }

    TrustedAuthorities(Optional<SSLSocketFactory> sockets) {
        this.sockets = sockets;
    }

    /** Empty: those that the JVM trusts. */
    Optional<SSLSocketFactory> sockets() {
        return sockets;
    }

    private static SSLSocketFactory sockets(TlsConfiguration config) {
        try {
            return config.createSSLContext().getSocketFactory();
        } catch (Exception e) {
            throw new IllegalStateException("quarkus.tls.trust-store can't be used", e);
        }
    }
}
