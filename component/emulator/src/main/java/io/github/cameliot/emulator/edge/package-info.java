/** From a request to its response: routing, authentication, faults, request log. */
package io.github.cameliot.emulator.edge;
