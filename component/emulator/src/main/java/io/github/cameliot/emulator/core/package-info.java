/** The semantics of the service, without HTTP: one state, one lock, one clock. */
package io.github.cameliot.emulator.core;
