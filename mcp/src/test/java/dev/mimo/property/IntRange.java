package dev.mimo.property;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bounds of a drawn `int`, or of each in a drawn `int[]`; both ends belong to it.
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface IntRange {
    int min() default 0;

    int max() default Integer.MAX_VALUE;
}
