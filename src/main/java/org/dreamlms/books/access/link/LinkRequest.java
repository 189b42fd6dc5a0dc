package org.dreamlms.books.access.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dreamlms.books.file.FilePath;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What {@code POST /books/{id}/links} asks for.
 *
 * @param paths what follows the book's path, nothing encoded
 * @param encoded the same as it stands in a URL
 * @param seconds how long the links are to be good
 */
record LinkRequest(List<String> paths, List<String> encoded, long seconds) {

    private static final int MAX_PATHS = 100;
    private static final int MAX_LENGTH = 1024;
    private static final int DEFAULT_SECONDS = 300;
    private static final Pattern PAGE_IMAGE = Pattern.compile("page-image/[0-9]{1,6}");
    private static final String PATHS = "paths";
    private static final String EXPIRES_IN = "expires_in";

    /** The shape of the body, for OpenAPI alone. */
    @Schema(name = "LinkRequest")
    record Shape(
            @Schema(
                            required = true,
                            description =
                                    "Up to 100: cover, assets/…, media/… or page-image/8, not encoded",
                            examples = "[\"cover\", \"media/audio/song 1.mp3\"]")
                    List<String> paths,
            @Schema(
                            name = EXPIRES_IN,
                            description = "For how many seconds",
                            defaultValue = "300",
                            minimum = "1")
                    Integer expiresIn) {}

    /**
     * Reads the body.
     *
     * @param maxSeconds the longest that a link may be good
     * @throws ProblemException 422 naming what is wrong
     */
    static LinkRequest of(JsonNode body, long maxSeconds) {
        var fields = new Fields(body);
        var paths = fields.require(PATHS).texts(PATHS, MAX_PATHS, MAX_LENGTH);
        var seconds = fields.positive(EXPIRES_IN);
        if (seconds != null && seconds > maxSeconds) {
            fields.reject(EXPIRES_IN, "must not be greater than " + maxSeconds);
        }
        var encoded = new ArrayList<String>();
        for (int i = 0; paths != null && i < paths.size(); i++) {
            encoded.add(encode(fields, PATHS + "[" + i + "]", paths.get(i)));
        }
        if (paths != null && paths.isEmpty()) {
            fields.reject(PATHS, "must not be empty");
        }
        fields.refuseOthers();
        fields.check();
        return new LinkRequest(
                paths, encoded, seconds != null ? seconds : Math.min(DEFAULT_SECONDS, maxSeconds));
    }

    private static String encode(Fields fields, String field, String path) {
        var slash = path.indexOf('/');
        var route = slash < 0 ? path : path.substring(0, slash);
        var file = slash < 0 ? "" : path.substring(slash + 1);
        if (path.equals("cover") || PAGE_IMAGE.matcher(path).matches()) {
            return path;
        }
        if (!route.equals("media") && (!route.equals("assets") || file.equals("presigned"))) {
            fields.reject(field, "must be cover, assets/…, media/… or page-image/ with a number");
            return null;
        }
        try {
            return route + "/" + FilePath.of(file).encoded();
        } catch (ProblemException e) {
            fields.reject(field, e.errors().get(0).message());
            return null;
        }
    }
}
