package org.dreamlms.books.db;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;

/**
 * Text in a column whose type PostgreSQL alone knows, an enum or json: it is sent without a type,
 * so that the column's own is taken, indexes serve, and no name of a type stands in our code.
 */
@RegisterForReflection
public class AnyTypeText extends VarcharJdbcType {

    private static final long serialVersionUID = 1L;

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new Binder<>(javaType, this);
    }

    private static final class Binder<X> extends BasicBinder<X> {

        private static final long serialVersionUID = 1L;

        Binder(JavaType<X> javaType, AnyTypeText type) {
            super(javaType, type);
        }

        @Override
        protected void doBind(PreparedStatement statement, X value, int index, WrapperOptions o)
                throws SQLException {
            statement.setObject(index, text(value, o), Types.OTHER);
        }

        @Override
        protected void doBind(CallableStatement statement, X value, String name, WrapperOptions o)
                throws SQLException {
            statement.setObject(name, text(value, o), Types.OTHER);
        }

        @Override
        protected void doBindNull(PreparedStatement statement, int index, WrapperOptions o)
                throws SQLException {
            statement.setNull(index, Types.OTHER);
        }

        private String text(X value, WrapperOptions options) {
            return getJavaType().unwrap(value, String.class, options);
        }
    }
}
