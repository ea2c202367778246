/** A certificate authority for tests, made anew at each start; needs Bouncy Castle. */
package io.github.cameliot.emulator.tls;
