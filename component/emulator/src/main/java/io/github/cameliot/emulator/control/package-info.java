/** The control plane, one class an operation. */
package io.github.cameliot.emulator.control;
