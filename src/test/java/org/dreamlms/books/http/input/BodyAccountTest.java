package org.dreamlms.books.http.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.dreamlms.books.http.SharedBytes;
import org.junit.jupiter.api.Test;

/** Who sends what only looks like an event of DCS takes nothing from DCS. */
class BodyAccountTest {

    private final SharedBytes all = new SharedBytes(320, 80);
    private final SharedBytes strangers = new SharedBytes(80, 10);

    private BodyAccount event(String address) {
        return new BodyAccount(all, address, strangers, address);
    }

    @Test
    void forgedEventsOfSomeAddressesLeaveRoomForThoseOfOthers() {
        for (int address = 0; address < 7; address++) {
            assertThat(event("forger" + address).take(10)).isTrue();
            assertThat(event("forger" + address).take(1)).isFalse();
        }
        var real = event("DCS");
        assertThat(real.take(10)).isTrue();
        real.close();
        assertThat(all.used()).isEqualTo(70);
        assertThat(strangers.used()).isEqualTo(70);
    }

    @Test
    void whatIsProvedIsNoStrangersAnyMore() {
        var first = event("DCS");
        assertThat(first.take(10)).isTrue();
        first.known();
        var second = event("DCS");
        assertThat(second.take(10)).isTrue();
        assertThat(all.used()).isEqualTo(20);
        assertThat(strangers.used()).isEqualTo(10);
        first.close();
        first.close();
        second.close();
        assertThat(all.used()).isZero();
        assertThat(strangers.used()).isZero();
    }

    @Test
    void whatIsRefusedIsNotTaken() {
        assertThat(all.take("DCS", 75)).isTrue();
        var event = event("DCS");
        assertThat(event.take(6)).isFalse();
        assertThat(strangers.used()).isZero();
        assertThat(new BodyAccount(all, "caller", strangers, null).take(80)).isTrue();
        assertThat(strangers.used()).isZero();
    }
}
