package io.github.apmatrix.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the benchmark that another one is compared with: a method of the same class, measured with the same parameters. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Peer {
    /** The method. */
    String value();

    /** The ratio that is aimed at, or less; 0 for none. */
    double target() default 0;
}
