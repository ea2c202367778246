/** The fault plan: which request meets which fault. */
package io.github.cameliot.emulator.fault;
