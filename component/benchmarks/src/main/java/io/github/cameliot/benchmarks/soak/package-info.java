/**
 * The soak: workers in processes of their own run jobs while the service and the workers fail. The result is verified
 * from outside, by comparing the state of the service with the reports of the routes.
 */
package io.github.cameliot.benchmarks.soak;
