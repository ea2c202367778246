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
package io.github.cameliot.jobsdata.counters;

/** Told how long things took, in nanoseconds. Implementations neither block nor throw. */
public interface Durations {

    /** Measures nothing. */
    Durations NONE = new Durations() {

        @Override
        public void queued(long nanos) {}

        @Override
        public void ran(long nanos) {}

        @Override
        public void reported(long nanos) {}
    };

    /** An execution was queued so long until it was claimed for the first time, by the service's clock: whole seconds. */
    void queued(long nanos);

    /** A job ran so long, from its claim until its outcome was known. */
    void ran(long nanos);

    /** So long after the outcome was known the service had accepted its report. */
    void reported(long nanos);
}
