/** Requests and answers as values: what is asked for, by whom, and how an answer looks on the wire. No socket here. */
package io.github.cameliot.emulator.edge;
