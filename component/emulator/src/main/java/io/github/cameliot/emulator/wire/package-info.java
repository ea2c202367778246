/** Requests and answers as values, and JSON as the wire has it. No socket here. */
package io.github.cameliot.emulator.wire;
