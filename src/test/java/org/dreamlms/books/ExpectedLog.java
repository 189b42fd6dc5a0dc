package org.dreamlms.books;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test brings about is logged: the lines are not printed. For an annotated test each logger
 * must have at least one; for those of an annotated class they may come.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ExpectedLogExtension.class)
public @interface ExpectedLog {

    /** Names of loggers below {@code org.dreamlms.books}. */
    String[] value();
}
