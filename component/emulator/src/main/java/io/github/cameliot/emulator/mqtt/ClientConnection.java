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

import java.time.Duration;
import java.util.List;

/** The connection of a client, as the broker uses it. */
public interface ClientConnection {

    /**
     * Sends a message.
     *
     * @param packetId 0 with QoS 0
     * @param isRepeated whether it was sent before, without an acknowledgement
     * @param subscriptionIds those of MQTT 5; often empty
     */
    void send(int packetId, boolean isRepeated, Message message, List<Integer> subscriptionIds);

    /** Whether the client reads fast enough for another message. */
    boolean isWritable();

    /** Its number, counted from 1 with the connections of HTTP. */
    long number();

    /** Does something later, on the broker's thread; also if the client has gone. */
    void after(Duration delay, Runnable work);

    /** Closes the connection without a word. */
    void cut();

    /** Disconnects the client, with a reason if its version of MQTT has one. */
    void disconnect(Reason reason);
}
