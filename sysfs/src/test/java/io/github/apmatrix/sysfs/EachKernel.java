package io.github.apmatrix.sysfs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that runs with the captures of each kernel; its parameter is the kernel's release. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "Linux {0}")
@ValueSource(strings = {"6.1", "6.12", "7.3"})
@interface EachKernel {}
