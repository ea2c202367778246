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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Bytes to packets and back, for one connection. Netty's codec runs in a channel without a socket, so that TCP and
 * WebSocket have the same one; it remembers the version of MQTT that the client speaks.
 */
final class PacketCodec {

    /** Source: Maximum Packet Size in the CONNACK of AWS IoT Core, "MQTT 5 supported features". */
    static final int LONGEST_PACKET = 149_504;

    private static final int LONGEST_CLIENT_ID = 1024;

    private final EmbeddedChannel channel =
            new EmbeddedChannel(new MqttDecoder(LONGEST_PACKET, LONGEST_CLIENT_ID), MqttEncoder.INSTANCE);

    /** Calls with each packet that is complete now; one that cannot be read is a failure of its decoder result. */
    void read(Buffer bytes, Consumer<MqttMessage> packets) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
        for (MqttMessage packet = channel.readInbound(); packet != null; packet = channel.readInbound()) {
            try {
                packets.accept(packet);
            } finally {
                ReferenceCountUtil.release(packet);
            }
        }
    }

    Buffer written(MqttMessage packet) {
        channel.writeOutbound(packet);
        Buffer bytes = Buffer.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            bytes.appendBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return bytes;
    }

    void close() {
        channel.finishAndReleaseAll();
    }
}
