/** The control plane, one class for each operation. */
package io.github.cameliot.emulator.control;
