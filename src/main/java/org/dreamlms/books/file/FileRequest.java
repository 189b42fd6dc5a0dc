package org.dreamlms.books.file;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dreamlms.books.dcs.file.ByteRange;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * What a client wants of a file.
 *
 * @param routing of the request
 * @param head only the headers
 * @param ranges the parts it wants, any one of them; none: the whole
 * @param ifRange the parts only of the file with this strong entity tag, else the whole
 * @param ifMatch the list of tags, null when it was not sent
 * @param ifNoneMatch the list of tags, null when it was not sent
 */
public record FileRequest(
        RoutingContext routing,
        boolean head,
        List<ByteRange> ranges,
        Optional<String> ifRange,
        String ifMatch,
        String ifNoneMatch) {

    private static final Pattern STRONG_TAG = Pattern.compile("\"[^\"\\s]*\"");

    public static FileRequest of(RoutingContext routing) {
        var request = routing.request();
        var head = request.method() == HttpMethod.HEAD;
        var ranges = head ? List.<ByteRange>of() : RangeHeader.parse(request.getHeader("Range"));
        var ifRange = request.getHeader("If-Range");
        if (ifRange != null && !STRONG_TAG.matcher(ifRange).matches()) {
            // A date or a weak tag can't prove that the parts fit together.
            ranges = List.of();
        }
        return new FileRequest(
                routing,
                head,
                ranges,
                Optional.ofNullable(ifRange),
                ETags.list(request.headers(), HttpHeaders.IF_MATCH),
                ETags.list(request.headers(), HttpHeaders.IF_NONE_MATCH));
    }

    /** This request without its parts. */
    FileRequest whole() {
        return new FileRequest(routing, head, List.of(), Optional.empty(), ifMatch, ifNoneMatch);
    }

    /** This request with this part alone. */
    FileRequest only(ByteRange part) {
        return new FileRequest(routing, head, List.of(part), ifRange, ifMatch, ifNoneMatch);
    }

    /**
     * Returns when the client wants the file with this entity tag, or any.
     *
     * @throws ProblemException 412 when it speaks of another
     */
    void require(Optional<String> etag) {
        if (!ETags.allows(ifMatch, etag.orElse(""))) {
            throw ProblemException.stale();
        }
    }

    /** Whether only an entity tag tells what to answer. */
    boolean isConditional() {
        return ifRange.isPresent() || ifMatch != null || ifNoneMatch != null;
    }

    /** Whether the client has the file with this entity tag. */
    boolean knows(Optional<String> etag) {
        return etag.isPresent() && ETags.matches(ifNoneMatch, etag.get());
    }

    /** Whether a part of the file with this entity tag is of use. */
    boolean takesPartOf(Optional<String> etag) {
        return !ranges.isEmpty() && (ifRange.isEmpty() || ifRange.equals(etag));
    }

    /** What may be asked of DCS, which understands a single strong tag only. */
    Optional<String> singleKnownTag() {
        return Optional.ofNullable(ifNoneMatch).filter(tag -> STRONG_TAG.matcher(tag).matches());
    }

    /** The first of the parts of which a file of this size has anything. */
    Optional<ByteRange> partOf(long size) {
        return ranges.stream().flatMap(range -> range.within(size).stream()).findFirst();
    }
}
