/** Requests and responses as values, and JSON. No socket here. */
package io.github.cameliot.emulator.wire;
