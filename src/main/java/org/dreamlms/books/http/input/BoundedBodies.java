package org.dreamlms.books.http.input;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.dreamlms.books.http.problem.BodyTooLarge;

/**
 * Reads no more of a request's body than {@link BodyLimit} allows, whether or not it announces its
 * length. What DCS answers is no request, and may be larger.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class BoundedBodies implements ReaderInterceptor {

    private final BodyLimit limit;

    BoundedBodies(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new Bounded(body.getInputStream(), limit.bytes()));
        return body.proceed();
    }

    private static final class Bounded extends FilterInputStream {

        private final long limit;
        private long count;

        Bounded(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        /** Would read all that is left, were the body not too large. */
        @Override
        public void close() throws IOException {
            if (count <= limit) {
                super.close();
            }
        }

        private void count(int read) throws IOException {
            count += read;
            if (count > limit) {
                throw new BodyTooLarge(limit);
            }
        }
    }
}
