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

import java.time.Instant;

/**
 * The state of the notifications of a consumer.
 *
 * @param isConnected whether there is a connection and each subscription was accepted
 * @param since when that became true, or ended to be; the start of the consumer at the latest
 * @param address of the broker
 * @param clientId of the MQTT client
 * @param subscriptions how many were accepted
 * @param failure why the last attempt to connect or to subscribe has failed, on one line; null while all is well
 */
public record PushStatus(
        boolean isConnected, Instant since, String address, String clientId, int subscriptions, String failure) {}
