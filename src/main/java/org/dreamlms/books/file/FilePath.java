package org.dreamlms.books.file;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * The path of a file below its book's folder, proven harmless: nothing in it leads elsewhere, at
 * whatever place it might be decoded once more.
 *
 * @param path segments between single slashes, as the file is called, nothing encoded
 */
public record FilePath(String path) {

    private static final int MAX_LENGTH = 1024;
    private static final Set<String> NOT_NAMES = Set.of("", ".", "..");

    /** With or without a slash at its end, the route of links is no file's. */
    private static final Pattern ROUTES =
            Pattern.compile(
                    "/+books/+[^/]*/+(?!assets/presigned(?:/?$|;))(?:assets|media)/(.*)",
                    Pattern.DOTALL);

    private static final Pattern STILL_ENCODED =
            Pattern.compile("%(2e|2f|5c|25|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    /**
     * Checks a path that is decoded already.
     *
     * @throws ProblemException 400 when it is not a plain path to a file
     */
    public static FilePath of(String decoded) {
        var fault = fault(decoded);
        if (fault.isPresent()) {
            throw ProblemException.badRequest("path", fault.get());
        }
        return new FilePath(decoded);
    }

    /**
     * The file that the path of a request names, if it is the path of a file's route.
     *
     * @throws ProblemException 400 when it is not a plain path to a file
     */
    static Optional<FilePath> ofRequest(String requestPath) {
        return inRequest(requestPath).map(InRequest::file);
    }

    /**
     * A file in the path of a request.
     *
     * @param start where it begins in the path
     */
    record InRequest(int start, FilePath file) {}

    /** Like {@link #ofRequest}, and where in the path it is. */
    static Optional<InRequest> inRequest(String requestPath) {
        // Most requests are for no file, which can be seen without a pattern.
        if (!requestPath.contains("/assets/") && !requestPath.contains("/media/")) {
            return Optional.empty();
        }
        var file = ROUTES.matcher(requestPath);
        return file.matches()
                ? Optional.of(new InRequest(file.start(1), ofEncoded(file.group(1))))
                : Optional.empty();
    }

    /** Like {@link #of}, for texts that nobody vouches for; empty when it is not a plain path. */
    public static Optional<FilePath> tryOf(String decoded) {
        return fault(decoded).isPresent() ? Optional.empty() : Optional.of(new FilePath(decoded));
    }

    /**
     * Decodes and checks a path as it stands in a URL. An encoded slash is a slash: clients that
     * are generated from the OpenAPI document send it so.
     *
     * @throws ProblemException 400 when it is not a plain path to a file
     */
    static FilePath ofEncoded(String encoded) {
        return of(
                decode(encoded)
                        .orElseThrow(
                                () ->
                                        ProblemException.badRequest(
                                                "path", "must be percent-encoded UTF-8")));
    }

    /** The last segment. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** As it stands in a URL, in its one form. */
    public String encoded() {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~")
                .replace("%2F", "/");
    }

    private static Optional<String> fault(String path) {
        if (path.length() > MAX_LENGTH) {
            return Optional.of("must not be longer than " + MAX_LENGTH + " characters");
        }
        if (path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            return Optional.of("must not hold backslashes or control characters");
        }
        for (var segment : path.split("/", -1)) {
            if (NOT_NAMES.contains(segment)) {
                return Optional.of("must be relative, without empty segments, \".\" and \"..\"");
            }
        }
        return STILL_ENCODED.matcher(path).find()
                ? Optional.of("must not be encoded twice")
                : Optional.empty();
    }

    /** Strictly, other than URLDecoder: what is not UTF-8 is an error and a plus is a plus. */
    private static Optional<String> decode(String encoded) {
        var bytes = ByteBuffer.allocate(encoded.length() * 3);
        for (int i = 0; i < encoded.length(); i++) {
            var c = encoded.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
            if (low < 0) {
                return Optional.empty();
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
