/** The emulator in JUnit 5 tests; the only package that needs JUnit. */
package io.github.cameliot.emulator.junit;
