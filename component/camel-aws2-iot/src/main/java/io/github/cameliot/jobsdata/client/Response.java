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
package io.github.cameliot.jobsdata.client;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;

/** The result of a call, and the time of day in its response. */
public final class Response<T> {

    private final T value;
    // The header is read only if it is needed: usually it is not, and reading it costs more than the rest of this
    // class.
    private final DateHeader date;
    private final SdkResponse response;

    Response(T value, DateHeader date, SdkResponse response) {
        this.value = value;
        this.date = date;
        this.response = response;
    }

    public T value() {
        return value;
    }

    /** The {@code Date} header, in whole seconds; empty if the response had none that could be read. */
    public Optional<Instant> date() {
        return date.of(response);
    }

    /** Another value of the same response. */
    public <U> Response<U> with(U other) {
        return new Response<>(other, date, response);
    }
}
