package org.dreamlms.books.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client is one client, however many addresses it has. */
class AddressLimitsTest {

    private static String client(String address) {
        return AddressLimits.client(SocketAddress.inetSocketAddress(1234, address));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1",
        "2001:db8:1:2::, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "fe80::1, fe80::2",
        "::1, ::2",
        "::ffff:10.0.0.1, 10.0.0.1"
    })
    void addressesOfOneClient(String one, String other) {
        assertThat(client(one)).isEqualTo(client(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:3::1",
        "2001:db8::1, 2001:db9::1",
        "10.0.0.1, 10.0.0.2",
        "::ffff:10.0.0.1, ::ffff:10.0.0.2"
    })
    void addressesOfTwo(String one, String other) {
        assertThat(client(one)).isNotEqualTo(client(other));
    }

    @Test
    void whatAProxyMakesUpIsOneClient() {
        assertThat(client("unknown")).isEqualTo(client("_hidden")).isNotEqualTo(client("10.0.0.1"));
    }
}
