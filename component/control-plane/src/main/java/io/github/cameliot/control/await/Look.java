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
package io.github.cameliot.control.await;

import io.github.cameliot.jobsdata.client.JobsCallException;
import java.util.function.Supplier;

/**
 * The result of one read of a job.
 *
 * @param <J> the type of a job in the responses
 */
public sealed interface Look<J> {

    /** The job exists. */
    record Seen<J>(J job) implements Look<J> {}

    /** The service returned that the job does not exist. */
    record Missing<J>(JobsCallException failure) implements Look<J> {}

    /** Not known: there was no response, a server error, throttling, or a response of another server. */
    record Unreadable<J>(JobsCallException failure) implements Look<J> {

        /** Whether the service has throttled the call. */
        public boolean isThrottled() {
            return failure.statusCode() == 429 || failure.errorType().startsWith("Throttling");
        }
    }

    /** The service refuses to return the job; another read would not change that. */
    record Refused<J>(Exception failure) implements Look<J> {}

    /** Makes the call, and classifies its exceptions by the HTTP status. */
    static <J> Look<J> by(Supplier<J> call) {
        try {
            return new Seen<>(call.get());
        } catch (JobsCallException e) {
            return of(e);
        } catch (Exception e) {
            return new Refused<>(e);
        } catch (Error e) {
            return new Refused<>(new IllegalStateException("The call failed within this process: " + e, e));
        }
    }

    private static <J> Look<J> of(JobsCallException e) {
        Unreadable<J> unreadable = new Unreadable<>(e);
        return switch (e.statusCode()) {
            case 404 -> new Missing<>(e);
            case 0, 200, 408 -> unreadable;
            default -> e.statusCode() >= 500 || unreadable.isThrottled() ? unreadable : new Refused<>(e);
        };
    }
}
