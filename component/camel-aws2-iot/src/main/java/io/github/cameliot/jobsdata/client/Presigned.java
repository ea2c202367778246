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

import java.net.URI;
import java.time.Instant;

/**
 * A call that a program without credentials can make: the URL with exactly this method and this body.
 *
 * @param url a credential: anyone who has it can make the call until it expires
 * @param body what must be sent, in ASCII; null for a call without a body
 * @param expiresAt from when on the service refuses it, as far as this process can know
 */
public record Presigned(URI url, String method, String body, Instant expiresAt) {

    /** Without the URL. */
    @Override
    public String toString() {
        return "Presigned[" + method + " xxxxxx until " + expiresAt + "]";
    }
}
