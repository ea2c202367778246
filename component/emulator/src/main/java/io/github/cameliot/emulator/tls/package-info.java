/** The in-memory CA for tests, created at each start; needs Bouncy Castle. */
package io.github.cameliot.emulator.tls;
