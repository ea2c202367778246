/**
 * The AWS IoT Jobs service in one process: what a test or a demo starts, looks at and drives.
 *
 * <p>The values here are known to every package below; only {@link JobsEmulator} looks down to assemble them:
 * {@code http} turns bytes into requests, {@code edge} requests into calls (one class an operation), {@code core} calls
 * into state, under one lock and one clock.
 */
package io.github.cameliot.emulator;
