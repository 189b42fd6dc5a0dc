package org.dreamlms.books.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A request, to the byte.
 *
 * @param version of HTTP: 1.0 or 1.1
 * @param hosts the values of its lines Host
 * @param fields of the head, besides Host and Content-Length
 * @param body null: none
 */
record RawRequest(
        String method,
        String target,
        String version,
        List<String> hosts,
        List<String> fields,
        String body) {

    private static final String VERSION = "1.1";
    private static final List<String> HOSTS = List.of("localhost");

    RawRequest(String method, String target, List<String> fields, String body) {
        this(method, target, VERSION, HOSTS, fields, body);
    }

    /** To another host, or others, in another version of HTTP. */
    RawRequest to(String otherVersion, List<String> others) {
        return new RawRequest(method, target, otherVersion, others, fields, body);
    }

    /** As others send it. */
    RawRequest usual() {
        return to(VERSION, HOSTS);
    }

    boolean isUsual() {
        return version.equals(VERSION) && hosts.equals(HOSTS);
    }

    RawRequest method(String other) {
        return new RawRequest(other, target, version, hosts, fields, body);
    }

    RawRequest target(String other) {
        return new RawRequest(method, other, version, hosts, fields, body);
    }

    /** With this field, instead of all others of its name. */
    RawRequest with(String name, String value) {
        var changed = new ArrayList<>(without(name).fields);
        changed.add(name + ": " + value);
        return new RawRequest(method, target, version, hosts, changed, body);
    }

    RawRequest without(String... names) {
        var lower = List.of(names).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return new RawRequest(
                method,
                target,
                version,
                hosts,
                fields.stream()
                        .filter(
                                field ->
                                        !lower.contains(
                                                field.replaceFirst(":(?s:.*)", "")
                                                        .toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toList()),
                body);
    }

    byte[] bytes() {
        var text = new StringBuilder(method + " " + target + " HTTP/" + version + "\r\n");
        hosts.forEach(host -> text.append("Host: ").append(host).append("\r\n"));
        fields.forEach(field -> text.append(field).append("\r\n"));
        var content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            text.append("Content-Length: ").append(content.length).append("\r\n");
        }
        var head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        var all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    /** For people, without whole tokens. */
    @Override
    public String toString() {
        var text = new StringBuilder(method + " " + target);
        if (!isUsual()) {
            text.append(" HTTP/").append(version).append(" ").append(hosts);
        }
        fields.forEach(
                field ->
                        text.append(" | ")
                                .append(
                                        field.length() > 90
                                                ? field.substring(0, 90) + "…"
                                                : field));
        return body == null ? text.toString() : text + " | " + body;
    }
}
