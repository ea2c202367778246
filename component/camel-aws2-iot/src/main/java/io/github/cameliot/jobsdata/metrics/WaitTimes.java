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

/** Told how long routes wait for jobs ({@code iot-jobs:await}). Implementations neither block nor throw. */
public interface WaitTimes {

    /** Of a wait that ended with a failure. */
    String NO_VERDICT = "none";

    /** Measures nothing. */
    WaitTimes NONE = new WaitTimes() {

        @Override
        public void ended(String verdict, long nanos) {}

        @Override
        public void close() {}
    };

    /**
     * A wait is over.
     *
     * @param verdict one of few words, or {@link #NO_VERDICT}
     */
    void ended(String verdict, long nanos);

    /** Removes the meters. */
    void close();
}
