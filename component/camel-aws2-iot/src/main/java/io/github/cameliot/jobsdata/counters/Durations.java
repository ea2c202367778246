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

/** Receives how long things took, in nanoseconds. Implementations must neither block nor throw. */
public interface Durations {

    /** Records nothing. */
    Durations NONE = new Durations() {

        @Override
        public void queued(long nanos) {}

        @Override
        public void ran(long nanos) {}

        @Override
        public void reported(long nanos) {}
    };

    /**
     * How long an execution was queued until it was claimed for the first time, by the service's clock, in whole
     * seconds.
     */
    void queued(long nanos);

    /** How long a job ran, from its claim until its outcome was known. */
    void ran(long nanos);

    /** How long it took until the service accepted the report, from when the outcome was known. */
    void reported(long nanos);
}
