package org.dreamlms.books.http.answer;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;

/** Writes entities of some types, whatever their media type, to the response itself. */
public abstract class ResponseWriter<T> implements ServerMessageBodyWriter<T> {

    /** Whether this writes entities of this type. */
    protected abstract boolean writes(Class<?> type);

    @Override
    public final boolean isWriteable(
            Class<?> type,
            Type genericType,
            ResteasyReactiveResourceInfo target,
            MediaType mediaType) {
        return writes(type);
    }

    @Override
    public final boolean isWriteable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return writes(type);
    }

    /** What is not a response of this service is written so; by default there is none. */
    @Override
    public void writeTo(
            T entity,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        throw new UnsupportedOperationException("answers are written without a stream in between");
    }
}
