/**
 * The soak: workers in processes of their own work off jobs while the service and the workers fail, and what they did is
 * judged from outside, by what the service had and by what their routes said.
 */
package io.github.cameliot.benchmarks.soak;
