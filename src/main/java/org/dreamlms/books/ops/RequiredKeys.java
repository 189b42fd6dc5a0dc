package org.dreamlms.books.ops;

import io.quarkus.runtime.LaunchMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.token.PublicKeys;
import org.dreamlms.books.dcs.HttpUrls;

/** The keys without which tokens and links prove nothing. */
final class RequiredKeys {

    /** Of a key for HS256 (RFC 7518, 3.2). */
    private static final int MIN_KEY_BYTES = 32;

    /** What the LMS comes with, and what development here does. */
    private static final Set<String> WEAK =
            Set.of("changethis", "admin", "a-key-for-development-only-0123456789");

    private RequiredKeys() {}

    /**
     * What is wrong with the keys. A key that can be guessed lets everybody be anybody.
     *
     * @param serves whether the start leads to a service that answers requests
     */
    static List<String> errors(Settings.Access access, boolean serves) {
        List<String> errors = new ArrayList<>();
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            checkSecret("SECRET_KEY", access.secretKey(), errors);
            checkSecret("DCS_BOOKS_ACCESS_LINKS_KEY", access.links().key(), errors);
            checkSecret(
                    "DCS_BOOKS_ACCESS_LINKS_PREVIOUS_KEY", access.links().previousKey(), errors);
        }
        access.publicKey().ifPresent(key -> checkPublicKey(key, errors));
        access.jwksUrl()
                .filter(url -> !HttpUrls.isOne(url))
                .ifPresent(
                        url -> errors.add("DCS_BOOKS_ACCESS_JWKS_URL is not an http or https URL"));
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            checkOpenDoor(access, serves, errors);
        }
        return errors;
    }

    /** What is odd about the keys and no reason not to start. */
    static List<String> warnings(Settings.Access access) {
        return access
                .publicKey()
                .map(key -> PublicKeys.read(key).skipped())
                .orElse(List.of())
                .stream()
                .map(fault -> "A key of DCS_BOOKS_ACCESS_PUBLIC_KEY is not used: " + fault)
                .toList();
    }

    private static void checkOpenDoor(Settings.Access access, boolean serves, List<String> errors) {
        if (access.anonymous().isPresent()) {
            errors.add("DCS_BOOKS_ACCESS_ANONYMOUS is for development only");
        }
        if (serves
                && access.secretKey().isEmpty()
                && access.publicKey().isEmpty()
                && access.jwksUrl().isEmpty()) {
            errors.add(
                    "no key to verify tokens with: none of SECRET_KEY (the LMS's),"
                            + " DCS_BOOKS_ACCESS_PUBLIC_KEY and DCS_BOOKS_ACCESS_JWKS_URL is set");
        }
    }

    private static void checkPublicKey(String key, List<String> errors) {
        try {
            PublicKeys.read(key);
        } catch (IllegalArgumentException e) {
            errors.add("DCS_BOOKS_ACCESS_PUBLIC_KEY can't be used: " + e.getMessage());
        }
    }

    private static void checkSecret(String name, Optional<String> secret, List<String> errors) {
        if (secret.filter(WEAK::contains).isPresent()) {
            errors.add(name + " is a default that everybody knows");
        } else if (secret.isPresent()
                && secret.get().getBytes(StandardCharsets.UTF_8).length < MIN_KEY_BYTES) {
            errors.add("%s is shorter than %d bytes".formatted(name, MIN_KEY_BYTES));
        }
    }
}
