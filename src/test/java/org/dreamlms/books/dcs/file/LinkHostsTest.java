package org.dreamlms.books.dcs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.Settings;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.dcs.DcsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where links of DCS may lead this service. */
class LinkHostsTest {

    private static LinkHosts hosts(String linkHosts) {
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(Settings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                        .withDefaultValues(
                                Map.of(
                                        "dcs-books.dcs.url",
                                        "https://DCS.example.org/base",
                                        "dcs-books.dcs.link-hosts",
                                        linkHosts))
                        .build()
                        .getConfigMapping(Settings.class);
        return new LinkHosts(settings, new TestClock());
    }

    private static void follow(LinkHosts hosts, String url) {
        hosts.check(url).await().atMost(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dcs.example.org/x",
                "https://dcs.example.org:443/x",
                "https://dcs.example.org:/x",
                "http://s3.example.org:/x",
                "https://DCS.Example.ORG/x?y",
                "http://minio_storage:9001/x",
                "http://s3.example.org/x",
                "https://s3.example.org/x",
                "http://[2001:db8::1]:9001/x"
            })
    void dcsAndItsStoreAreFollowed(String url) {
        follow(hosts("minio_storage:9001,s3.example.org,[2001:db8::1]:9001"), url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dcs.example.org/x",
                "http://dcs.example.org:/x",
                "https://dcs.example.org:8443/x",
                "https://example.org/x",
                "https://dcs.example.org.evil.org/x",
                "http://minio_storage/x",
                "http://minio_storage:9002/x",
                "http://s3.example.org:81/x",
                "http://localhost:9000/q/metrics",
                "http://169.254.169.254/"
            })
    void othersAreRefusedAndTheSettingIsNamed(String url) {
        var hosts = hosts("minio_storage:9001,s3.example.org");
        try (var log = LogLines.of(LinkHosts.class.getName())) {
            assertThatThrownBy(() -> follow(hosts, url)).isInstanceOf(DcsException.class);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("DCS_BOOKS_DCS_LINK_HOSTS", url.split("/")[2]);
        }
    }

    @Test
    void ourPortForOperatorsIsRefusedWhateverTheSettingSays() throws Exception {
        var names = new ArrayList<String>();
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("127.1.2.3");
        names.add("0.0.0.0");
        names.add("[::1]");
        names.add("[::ffff:127.0.0.1]");
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .forEach(names::add);
        for (var name : names) {
            var hosts = hosts(name + ":9000");
            try (var log = LogLines.of(LinkHosts.class.getName())) {
                assertThatThrownBy(() -> follow(hosts, "http://" + name + ":9000/q/metrics"))
                        .as(name)
                        .isInstanceOf(DcsException.class);
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .contains("own port for operators");
            }
        }
    }

    @Test
    void theSamePortElsewhereIsNotOurs() {
        follow(hosts("192.0.2.1:9000"), "http://192.0.2.1:9000/x");
    }
}
