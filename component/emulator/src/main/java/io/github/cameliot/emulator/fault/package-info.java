/** The fault plan: which faults apply to which request. */
package io.github.cameliot.emulator.fault;
