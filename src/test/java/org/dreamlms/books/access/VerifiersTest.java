package org.dreamlms.books.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.dreamlms.books.access.token.PublishedKeys;
import org.junit.jupiter.api.Test;

/** An issuer of keys that hangs leaves threads for the tokens of others. */
class VerifiersTest {

    @Test
    void fewerWaitForTheIssuerThanThereAreVerifiers() {
        // One more looks at the keys again, once an hour.
        assertThat(PublishedKeys.MAX_WAITING + 1).isLessThan(Authenticator.VERIFIERS);
    }
}
