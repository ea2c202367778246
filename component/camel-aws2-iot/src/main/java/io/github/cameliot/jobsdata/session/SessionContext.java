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

import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The objects and settings that sessions use.
 *
 * @param owner the consumer or producer of these sessions
 * @param client makes single attempts, so that a session sees each attempt
 * @param outcomes where outcomes are kept before they are reported
 * @param clock monotonic, nanoseconds
 * @param listeners runs the listeners of users, which may block
 */
public record SessionContext(
        Object owner,
        JobsDataClient client,
        SessionOptions options,
        KeptOutcomes outcomes,
        Counters counters,
        LongSupplier clock,
        Executor listeners) {

    /** The same with other options. */
    public SessionContext with(SessionOptions other) {
        return new SessionContext(owner, client, other, outcomes, counters, clock, listeners);
    }
}
