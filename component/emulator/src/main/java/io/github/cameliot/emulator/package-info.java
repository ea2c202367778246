/**
 * The AWS IoT Jobs service in one process: the API with which a test or a demo starts, inspects and controls it.
 *
 * <p>All packages below use the values of this package; only {@link JobsEmulator} uses the packages below, to assemble
 * them: {@code http} turns bytes into requests, {@code edge} turns requests into calls (one class for each operation),
 * and {@code core} applies calls to the state, under one lock and one clock.
 */
package io.github.cameliot.emulator;
