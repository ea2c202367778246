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
package io.github.cameliot.jobsdata.push;

import io.github.cameliot.jobsdata.client.SigningIdentity;
import java.net.URI;

/**
 * How a consumer is notified.
 *
 * @param address of the broker
 * @param clientId of the MQTT client; no other client of the account and region may have it at the same time
 * @param topics of the notifications
 * @param subscription which things are subscribed
 * @param access how the connection is made
 */
public record PushSettings(
        PushAddress address, String clientId, Topics topics, Subscription subscription, Access access) {

    /** Which things are subscribed. */
    public enum Subscription {
        /** All things of the account, by one filter. */
        ALL,
        /** One filter for each thing, up to the quota of a connection. */
        EACH
    }

    /**
     * How the connection is made.
     *
     * @param identity signs the WebSocket handshake; null for none
     * @param tls of a connection with TLS
     * @param proxy null for none
     */
    public record Access(SigningIdentity identity, PushTls tls, URI proxy) {}
}
