/** The data plane, one class an operation. */
package io.github.cameliot.emulator.data;
