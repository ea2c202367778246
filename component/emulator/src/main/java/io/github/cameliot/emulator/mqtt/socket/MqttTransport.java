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
package io.github.cameliot.emulator.mqtt.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * The connection to a client, by TCP or WebSocket.
 *
 * @param in its bytes; can be paused
 * @param out takes bytes
 * @param close closes the connection after what was written
 * @param number of the connection
 * @param isTrusted whether the client has shown who it is, or need not
 */
record MqttTransport(ReadStream<Buffer> in, WriteStream<Buffer> out, Runnable close, long number, boolean isTrusted) {}
