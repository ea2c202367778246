/** The data plane, one class for each operation. */
package io.github.cameliot.emulator.data;
