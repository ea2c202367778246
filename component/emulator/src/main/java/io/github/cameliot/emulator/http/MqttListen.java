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
package io.github.cameliot.emulator.http;

import io.github.cameliot.emulator.mqtt.Broker;

/**
 * The settings of the socket of MQTT.
 *
 * @param port 0 for a free one
 * @param tls null for none
 * @param isServed whether clients of this port are served; without TLS they cannot show who they are
 * @param broker what serves the connections
 */
public record MqttListen(int port, Tls tls, boolean isServed, Broker broker) {}
