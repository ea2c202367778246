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

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client may still be sending: shuts down the output, reads on for a moment, then closes. If it
 * were closed at once with bytes unread, the client would see a reset and might lose the response.
 */
final class LingeringClose {

    private static final long MOMENT_MILLIS = 1_000;

    private LingeringClose() {}

    /** To be called after the response is written. */
    static void close(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            ChannelFuture unused = duplex.shutdownOutput();
        }
        Runnable close = () -> {
            ChannelFuture unused = channel.close();
        };
        ScheduledFuture<?> unused = channel.eventLoop().schedule(close, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
