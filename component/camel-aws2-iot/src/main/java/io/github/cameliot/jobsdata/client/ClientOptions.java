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
 * All settings by which SDK clients differ; equal options share a client.
 *
 * @param region as in {@code eu-west-1}; null to let the SDK find it
 * @param endpoint null for the endpoint of the region
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

    /**
     * Of the members that differ most often: the hashCode of a record links one method for each component, which costs
     * milliseconds of each start.
     */
    @Override
    public int hashCode() {
        return Objects.hash(region, endpoint);
    }

    /**
     * Time limits of one call; each is more than zero.
     *
     * @param call with all its attempts
     * @param attempt one attempt: connect, send and receive
     */
    public record Timeouts(Duration call, Duration attempt) {

        /**
         * @param isSingle whether there is only one attempt: then one limit is enough, and each limit costs a timer for
         *     each call
         */
        ClientOverrideConfiguration.Builder set(ClientOverrideConfiguration.Builder client, boolean isSingle) {
            if (isSingle) {
                return client.apiCallTimeout(attempt.compareTo(call) < 0 ? attempt : call);
            }
            return client.apiCallTimeout(call).apiCallAttemptTimeout(attempt);
        }
    }
}
