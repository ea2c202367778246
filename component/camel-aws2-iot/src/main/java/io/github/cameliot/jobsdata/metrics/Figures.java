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
package io.github.cameliot.jobsdata.metrics;

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Durations;
import io.github.cameliot.jobsdata.lease.Lapse;

/** The values of one consumer, or of all producers of a component. They are read whenever a registry asks for them. */
public interface Figures {

    long count(Counter counter);

    /** Jobs whose route runs. */
    int jobsInFlight();

    /** Outcomes that the service has not accepted yet. */
    int outcomesWaiting();

    /** The age of the lease of the job that has used most of it. */
    Lapse lapse();

    /** Measures durations from now on. */
    void measure(Durations durations);

    /** The values that only a consumer has: those of the things that it polls. */
    interface OfThings extends Figures {

        /** How many jobs may run at once. */
        int mostInFlight();

        int things();

        /** Things that could not be polled when last tried. */
        int thingsFailing();

        /** Things whose next job another worker holds. */
        int thingsBlocked();

        /** Whether push is connected; null without push. */
        Boolean isPushConnected();
    }
}
