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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.client.CallObserver;
import io.github.cameliot.jobsdata.client.CallResult;
import io.github.cameliot.jobsdata.client.JobsCallException;

/**
 * Tells an observer what each call has come to. The operation is the IAM action with its prefix, as in
 * {@code iot:DescribeJobExecution}: the data plane has an operation of the same name, with another quota.
 *
 * @param observer null for nobody
 */
record CallTimes(CallObserver observer) {

    private static final String PREFIX = "iot:";

    /** A call begins. */
    long begin() {
        return observer == null ? 0 : System.nanoTime();
    }

    /** @param begun as {@link #begin} returned it */
    void failed(String action, JobsCallException failure, long begun) {
        ended(action, CallResult.of(failure), begun);
    }

    /** @param begun as {@link #begin} returned it */
    void worked(String action, long begun) {
        ended(action, CallResult.ok, begun);
    }

    private void ended(String action, CallResult result, long begun) {
        if (observer != null) {
            observer.called(PREFIX + action, result, System.nanoTime() - begun);
        }
    }
}
