package org.dreamlms.books.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.dreamlms.books.fuzz.Routes.Route;

/** Makes requests: most of them are nearly right, since what is all wrong is refused early. */
final class Requests {

    private static final List<String> IDS =
            List.of(
                    "4",
                    "4",
                    "4",
                    "5",
                    "23",
                    "1",
                    "999999",
                    "0",
                    "-1",
                    "04",
                    "4.0",
                    "+4",
                    "abc",
                    "2147483647",
                    "2147483648",
                    "9223372036854775808",
                    "%34",
                    "%2534",
                    "4%20",
                    "4;a=b",
                    "%00",
                    "%FF",
                    "\u00e7",
                    "4,5",
                    "null",
                    "{id}",
                    "%7B4%7D",
                    "1e1");

    /** From here on the stand-in for DCS has books made at random. */
    private static final int ODD_BOOKS = 900_000;

    private static final List<String> HOSTS =
            List.of(
                    "localhost",
                    "localhost:80",
                    "a:",
                    ":",
                    ":80",
                    "",
                    "%",
                    "%41",
                    "a%zz",
                    "localhost:99999",
                    "a:0",
                    "a:-1",
                    "[::1]",
                    "[::1]:8080",
                    "[:::]",
                    "[v1.x]",
                    "[",
                    "127.0.0.1.example",
                    "256.1.1.1",
                    "a_b,c;d'e",
                    "a@b",
                    "a/b",
                    "a b",
                    "\u00e9",
                    "a".repeat(300));
    private static final List<String> FILES =
            List.of(
                    "images/HB/modules/M1/pages/08.png",
                    "images/HB/modules/M1/pages/08.png",
                    "images/book_cover.png",
                    "config.json",
                    "nothing.mp3",
                    "audio",
                    "presigned",
                    "a b.mp3",
                    "100% \u00e7ay/\u015f[1].mp3");
    private static final List<String> NAMES =
            List.of(
                    "limit",
                    "skip",
                    "offset",
                    "search",
                    "publisher",
                    "publisher_id",
                    "activity_type",
                    "include",
                    "expires",
                    "path",
                    "module_name",
                    "status",
                    "teacher_id",
                    "book_id",
                    "school_id",
                    "token",
                    "signature",
                    "x");
    private static final List<String> VALUES =
            List.of(
                    "",
                    "1",
                    "0",
                    "-1",
                    "20",
                    "1000",
                    "1001",
                    "99999999999999999999",
                    "a",
                    "circle",
                    "config",
                    "books",
                    "config.json",
                    "BRAINS",
                    "100%",
                    "%",
                    "%zz",
                    "%FF",
                    "%00",
                    "[x]|{y}^`",
                    "a;b",
                    "a+b",
                    "%C3%A7",
                    "published",
                    "1e1",
                    " ",
                    "../x",
                    "\"",
                    "true",
                    "4",
                    "00000000-0000-4000-8000-000000000001");
    private static final List<String> RANGES =
            List.of(
                    "bytes=0-0",
                    "bytes=0-9",
                    "bytes=5-",
                    "bytes=-5",
                    "bytes=0-",
                    "bytes=-0",
                    "bytes=99999999-",
                    "bytes=0-99999999999999999999",
                    "bytes=1-0",
                    "bytes=a-b",
                    "bytes=",
                    "bytes",
                    "items=0-1",
                    "bytes=0-1,3-4",
                    "bytes=999999999-,0-1",
                    "BYTES=1-2",
                    "bytes = 0-1",
                    "bytes=0-1, ",
                    ",",
                    "bytes=-99999999999");
    private static final List<String> TAGS =
            List.of(
                    "*",
                    "\"x\"",
                    "W/\"x\"",
                    "\"a\", \"b\"",
                    "x",
                    "",
                    "\"",
                    "W/",
                    "\"\u00e7\"",
                    "\"a\",,\"b\"",
                    ", , ,",
                    "w/\"x\"",
                    "\"a\"\"b\"");
    private static final List<String> ACCEPTS =
            List.of(
                    "*/*",
                    "application/json",
                    "text/html",
                    "image/*",
                    "application/*;q=0.1",
                    "*/*;q=0",
                    "nonsense",
                    "a/b/c",
                    "application/json;q=2",
                    ",",
                    "",
                    "application/json;charset=utf-8, text/csv;q=0.9",
                    "*",
                    "/",
                    "image/png;q=\"x");
    private static final List<String> BODIES =
            List.of(
                    "",
                    "{}",
                    "[]",
                    "null",
                    "1",
                    "{",
                    "{\"ids\":[4,5,999999]}",
                    "{\"ids\":[1,1,\"4\"]}",
                    "{\"ids\":[2147483648]}",
                    "{\"ids\":{}}",
                    "{\"ids\":[4],\"ids\":[5]}",
                    "{}{}",
                    "{\"paths\":[\"cover\",\"../x\",\"a/b.mp3\"]}",
                    "{\"paths\":[\"\\ud800\"]}",
                    "{\"paths\":[1]}",
                    "{\"expires_in\":1e400,\"paths\":[\"cover\"]}",
                    "{\"book_id\":4,\"school_id\":\"x\"}",
                    "{\"name\":\"\\u0000\",\"book_id\":4}",
                    "\uFEFF{}",
                    "{\"a\":" + "[".repeat(2_000),
                    "1".repeat(2_000),
                    "tru",
                    "{\"name\":\"n\",\"due_date\":\"9999-99-99\",\"book_id\":1e9}");

    private final Random random;
    private final List<Route> routes;
    private final List<String> tokens;

    /**
     * @param tokens good ones
     */
    Requests(Random random, List<Route> routes, List<String> tokens) {
        this.random = random;
        this.routes = new ArrayList<>(routes);
        // Files have more to get wrong than others.
        for (int i = 0; i < 4; i++) {
            routes.stream()
                    .filter(route -> route.path().contains("{path"))
                    .forEach(this.routes::add);
        }
        this.tokens = tokens;
    }

    /** Another one. */
    RawRequest next() {
        var route = one(routes);
        var method =
                chance(20) ? one(List.of("GET", "HEAD", "OPTIONS", "PUT", "X")) : route.method();
        var target = target(route.path());
        var fields = new ArrayList<String>();
        fields.add("Authorization: " + authorization());
        if (chance(25)) {
            fields.clear();
        }
        maybe(fields, "Range", RANGES, 6);
        maybe(fields, "If-None-Match", TAGS, 8);
        maybe(fields, "If-Match", TAGS, 12);
        maybe(fields, "If-Range", TAGS, 12);
        maybe(fields, "Accept", ACCEPTS, 6);
        maybe(fields, "Accept-Encoding", List.of("gzip", "gzip;q=0", "*", "br,gzip;q=x", ""), 8);
        var writes = !List.of("GET", "HEAD", "OPTIONS").contains(method);
        if (writes && !chance(6)) {
            fields.add("Content-Type: application/json");
        }
        var request = new RawRequest(method, target, fields, writes ? one(BODIES) : null);
        return chance(8) ? request.to(chance(2) ? "1.0" : "1.1", hosts()) : request;
    }

    private List<String> hosts() {
        return switch (random.nextInt(6)) {
            case 0 -> List.of();
            case 1 -> List.of("localhost", one(HOSTS));
            case 2 -> List.of(one(HOSTS) + one(HOSTS));
            default -> List.of(one(HOSTS));
        };
    }

    /** A field for a part of a file. */
    String range() {
        return one(RANGES);
    }

    private String target(String path) {
        var made = path;
        while (made.contains("{")) {
            var name = made.substring(made.indexOf('{') + 1, made.indexOf('}'));
            var value = name.startsWith("path") ? file() : id(path);
            made =
                    made.substring(0, made.indexOf('{'))
                            + value
                            + made.substring(made.indexOf('}') + 1);
            if (value.contains("{")) {
                break;
            }
        }
        if (chance(25)) {
            made = bent(made);
        }
        var query = new StringBuilder();
        for (int n = chance(2) ? 0 : random.nextInt(4); n > 0; n--) {
            query.append(query.length() == 0 ? '?' : '&');
            query.append(one(NAMES)).append('=');
            query.append(chance(2) ? "1" : one(VALUES).replace(" ", "+"));
        }
        return made + query;
    }

    private String id(String path) {
        var rows =
                path.startsWith("/assign") || path.startsWith("/activ") || path.contains("teacher");
        return rows && !chance(4) ? new UUID(4, random.nextInt(3)).toString() : book();
    }

    private String book() {
        if (chance(5)) {
            return String.valueOf(ODD_BOOKS + random.nextInt(2_000));
        }
        return chance(4) ? one(IDS) : one(List.of("4", "4", "4", "5", "23"));
    }

    private String file() {
        var encoded = new StringBuilder();
        for (var b : one(FILES).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            var plain = c < 128 && (Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0);
            encoded.append(plain && !chance(30) ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    private String bent(String path) {
        int at = random.nextInt(path.length() + 1);
        var piece =
                one(
                        List.of(
                                "/", "//", "/../", "/./", ";x=y", "%", "%2F", "%2e%2e", "%00", "[",
                                "|", "\\", "^", "\u00e9", "+", "#", " ", "%25", "\"", "."));
        return path.substring(0, at) + piece + path.substring(at);
    }

    private String authorization() {
        var token = one(tokens);
        if (!chance(8)) {
            return "Bearer " + token;
        }
        int at = random.nextInt(token.length());
        return one(
                List.of(
                        "bearer " + token,
                        "Bearer  " + token,
                        "Bearer",
                        "Bearer ",
                        "Basic YTpi",
                        token,
                        "Bearer " + token.substring(0, at),
                        "Bearer " + token + "A",
                        "Bearer " + token + "=",
                        "Bearer " + token.substring(0, at) + "." + token.substring(at),
                        "Bearer " + token.substring(0, at) + "\u00e9" + token.substring(at),
                        "Bearer a.b.c",
                        "Bearer e30.e30.AA",
                        "Bearer eyJhbGciOjF9.e30.AA",
                        "Bearer eyJhbGciOiJIUzI1NiJ9." + "A".repeat(9_000) + ".AA"));
    }

    private void maybe(List<String> fields, String name, List<String> values, int oneIn) {
        if (chance(oneIn)) {
            fields.add(name + ": " + one(values));
        }
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
