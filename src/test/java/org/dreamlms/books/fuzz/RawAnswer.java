package org.dreamlms.books.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * An answer.
 *
 * @param status 0: the connection was closed without one
 * @param fields by their names in lower case
 */
record RawAnswer(int status, Map<String, String> fields, byte[] body) {

    String field(String name) {
        return fields.get(name);
    }

    boolean isProblem() {
        var type = field("content-type");
        return type != null && type.startsWith("application/problem+json");
    }

    /** Whether it says the same, whenever and from wherever. */
    boolean sameAs(RawAnswer other) {
        return status == other.status
                && Arrays.equals(body, other.body)
                && String.valueOf(field("etag")).equals(String.valueOf(other.field("etag")))
                && String.valueOf(field("content-type"))
                        .equals(String.valueOf(other.field("content-type")));
    }

    /** This one, which says what the other was. */
    RawAnswer beside(RawAnswer other) {
        return new RawAnswer(status, fields, ("beside " + other).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        var start = new String(body, 0, Math.min(body.length, 600));
        return status + " " + fields + " " + start.replace('\n', ' ');
    }
}
