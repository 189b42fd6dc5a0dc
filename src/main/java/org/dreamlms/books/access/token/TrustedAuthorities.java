package org.dreamlms.books.access.token;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Whose certificates count for an issuer of tokens: the same as for DCS, {@code quarkus.tls.*}. The
 * framework's own clients read that by themselves.
 */
@ApplicationScoped
class TrustedAuthorities {

    private final Optional<SSLContext> context;

    @Inject
    TrustedAuthorities(TlsConfigurationRegistry tls) {
        this(
                tls.getDefault()
                        .filter(config -> config.getTrustStoreOptions() != null)
                        .map(TrustedAuthorities::context));
    }

    TrustedAuthorities(Optional<SSLContext> context) {
        this.context = context;
    }

    /** Empty: those that the JVM trusts. */
    Optional<SSLContext> context() {
        return context;
    }

    private static SSLContext context(TlsConfiguration config) {
        try {
            return config.createSSLContext();
        } catch (Exception e) {
            throw new IllegalStateException("quarkus.tls.trust-store can't be used", e);
        }
    }
}
