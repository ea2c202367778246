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
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * All that makes one SDK client differ from another; equal options share a client.
 *
 * @param region as in {@code eu-west-1}; null for the SDK's own search
 * @param endpoint null for the region's own
 * @param proxy null for none
 * @param tls null for the JVM's defaults
 * @param trustAllCertificates accept any server certificate
 */
public record ClientOptions(
        String region,
        URI endpoint,
        Credentials credentials,
        URI proxy,
        Tls tls,
        boolean trustAllCertificates,
        Timeouts timeouts,
        RetryMode retryMode) {

    /** Of what mostly differs: a record's own links one method for each component, milliseconds of each start. */
    @Override
    public int hashCode() {
        return Objects.hash(region, endpoint);
    }

    /**
     * Bounds of one call; each is more than zero.
     *
     * @param call with all its attempts
     * @param attempt one attempt: connect, send and receive
     */
    public record Timeouts(Duration call, Duration attempt) {

        /** @param isSingle whether there is one attempt: then one bound is enough, and each costs a timer a call */
        ClientOverrideConfiguration.Builder set(ClientOverrideConfiguration.Builder client, boolean isSingle) {
            if (isSingle) {
                return client.apiCallTimeout(attempt.compareTo(call) < 0 ? attempt : call);
            }
            return client.apiCallTimeout(call).apiCallAttemptTimeout(attempt);
        }
    }
}
