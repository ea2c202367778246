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
package io.github.cameliot.emulator.mqtt;

/**
 * What a client wants of the broker.
 *
 * @param clientId its id
 * @param isClean whether an earlier session of it is forgotten
 * @param expirySeconds how long its session is kept after the connection; 0 for not at all
 * @param receiveMaximum how many unacknowledged messages it takes
 * @param will null for none
 */
public record ConnectOptions(String clientId, boolean isClean, long expirySeconds, int receiveMaximum, Will will) {}
