/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
 * an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
 * specific language governing permissions and limitations under the License.
 */
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Duration;

/**
 * The options of the sessions of one consumer or producer.
 *
 * @param maxRunTime how long a job may run before its heartbeats stop
 * @param overrun the outcome that is reported then
 * @param stepTimeout set with each heartbeat, null to keep the step timer
 * @param heartbeat how long after the last acknowledged write the lease is renewed; null for a third of the lease
 * @param rate limits the calls
 * @param attempts how often a write is tried that the route waits for, if the service throttles, fails or does not
 *     respond; at least 1
 */
public record SessionOptions(
        Duration maxRunTime,
        Outcome overrun,
        StepTimeout stepTimeout,
        Duration heartbeat,
        RequestRate rate,
        int attempts) {

    /** The same with another step timeout. */
    public SessionOptions with(StepTimeout other) {
        return new SessionOptions(maxRunTime, overrun, other, heartbeat, rate, attempts);
    }

    /** How long after the last acknowledged write a heartbeat is due, in nanoseconds. */
    long heartbeatNanos(Duration lease) {
        return heartbeat == null ? lease.toNanos() / 3 : heartbeat.toNanos();
    }
}
