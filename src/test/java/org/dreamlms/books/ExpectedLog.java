package org.dreamlms.books;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test brings about is logged: the lines are not printed. For an annotated test each logger
 * of {@code value} must have at least one; for those of an annotated class they may come.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpectedLog {

    /** Names of loggers: below {@code org.dreamlms.books}, or whole ones of others. */
    String[] value() default {};

    /** Those of which a line may come, or none. */
    String[] possible() default {};
}
