/**
 * What AWS IoT Jobs does, as tests: against the emulator in process, over a socket, and, with
 * {@code -Dcontract.endpoint=...}, against any other endpoint.
 */
package io.github.cameliot.emulator.contract;
