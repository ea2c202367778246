/** The socket, on Vert.x. */
package io.github.cameliot.emulator.http;
