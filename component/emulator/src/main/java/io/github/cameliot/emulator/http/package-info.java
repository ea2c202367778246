/** The socket: bytes in, bytes out, by Vert.x. */
package io.github.cameliot.emulator.http;
