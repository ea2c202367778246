/** The emulator's own paths below {@code /_emulator}: faults, clock and request log of a stand-alone emulator. */
package io.github.cameliot.emulator.admin;
