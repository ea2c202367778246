/** What the service does and knows, without HTTP: one state, one lock, one clock. */
package io.github.cameliot.emulator.core;
