/** From a request to its answer: who is asked, for what, what the fault plan says, who answers. */
package io.github.cameliot.emulator.edge;
