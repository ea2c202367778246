/** The emulator's own paths below {@code /_emulator}: faults, clock and request log for whoever runs it stand-alone. */
package io.github.cameliot.emulator.admin;
