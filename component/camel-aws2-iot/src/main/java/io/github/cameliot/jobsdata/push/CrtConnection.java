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

import io.github.cameliot.jobsdata.model.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.io.ExponentialBackoffRetryOptions.JitterMode;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.Mqtt5ClientOptionsBuilder;
import software.amazon.awssdk.crt.mqtt5.OnAttemptingConnectReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionFailureReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionSuccessReturn;
import software.amazon.awssdk.crt.mqtt5.OnDisconnectionReturn;
import software.amazon.awssdk.crt.mqtt5.OnStoppedReturn;
import software.amazon.awssdk.crt.mqtt5.QOS;
import software.amazon.awssdk.crt.mqtt5.packets.ConnAckPacket;
import software.amazon.awssdk.crt.mqtt5.packets.ConnectPacket.ConnectPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.DisconnectPacket;
import software.amazon.awssdk.crt.mqtt5.packets.DisconnectPacket.DisconnectPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.SubAckPacket;
import software.amazon.awssdk.crt.mqtt5.packets.SubAckPacket.SubAckReasonCode;
import software.amazon.awssdk.crt.mqtt5.packets.SubscribePacket.SubscribePacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.UnsubscribePacket.UnsubscribePacketBuilder;

/**
 * A connection by the MQTT 5 client of the AWS Common Runtime. It connects again by itself, after half a second at first
 * and two minutes at most, at random. Each connection starts without a session: what was sent in between is found by
 * polls.
 */
final class CrtConnection implements Connection, Mqtt5ClientOptions.LifecycleEvents {

    /** The shortest that AWS accepts. A connection that is dead without a sign is noticed after this and the next. */
    private static final long KEEP_ALIVE_SECONDS = 30;

    private static final long PING_TIMEOUT_MILLIS = 10_000;
    private static final long ACK_TIMEOUT_SECONDS = 20;
    private static final long FIRST_RECONNECT_MILLIS = 500;
    private static final long LAST_RECONNECT_MILLIS = 120_000;
    /** A connection that lasts less counts as a failed one, so that intervals grow. */
    private static final long STABLE_MILLIS = 30_000;

    private static final int LONGEST = 300;

    private final Attempts events;
    private final String clientId;
    private final CrtParts parts = new CrtParts();
    private final HandshakeSigner signer;
    private final Mqtt5Client client;
    private final AtomicBoolean stops = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param threads runs each task in a thread of its own */
    CrtConnection(PushSettings settings, Consumer<Runnable> threads, Attempts events) {
        this.events = events;
        this.clientId = settings.clientId();
        this.signer = new HandshakeSigner(settings.access().identity(), threads);
        try {
            this.client = new Mqtt5Client(options(settings));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private Mqtt5ClientOptions options(PushSettings settings) {
        PushAddress address = settings.address();
        PushSettings.Access access = settings.access();
        Mqtt5ClientOptionsBuilder options = new Mqtt5ClientOptionsBuilder(address.host(), (long) address.port())
                .withBootstrap(parts.bootstrap())
                .withSocketOptions(parts.socket())
                .withConnectOptions(new ConnectPacketBuilder()
                        .withClientId(clientId)
                        .withKeepAliveIntervalSeconds(KEEP_ALIVE_SECONDS)
                        .build())
                .withSessionBehavior(Mqtt5ClientOptions.ClientSessionBehavior.CLEAN)
                .withOfflineQueueBehavior(Mqtt5ClientOptions.ClientOfflineQueueBehavior.FAIL_ALL_ON_DISCONNECT)
                .withRetryJitterMode(JitterMode.Full)
                .withMinReconnectDelayMs(FIRST_RECONNECT_MILLIS)
                .withMaxReconnectDelayMs(LAST_RECONNECT_MILLIS)
                .withMinConnectedTimeToResetReconnectDelayMs(STABLE_MILLIS)
                .withPingTimeoutMs(PING_TIMEOUT_MILLIS)
                .withConnackTimeoutMs(ACK_TIMEOUT_SECONDS * 1000)
                .withAckTimeoutSeconds(ACK_TIMEOUT_SECONDS)
                .withLifecycleEvents(this)
                .withPublishEvents((of, publish) -> events.received(
                        publish.getPublishPacket().getTopic(),
                        publish.getPublishPacket().getPayload()));
        if (address.isTls()) {
            options.withTlsContext(parts.tls(address, access.tls()));
        }
        if (access.proxy() != null) {
            options.withHttpProxyOptions(parts.proxy(access.proxy()));
        }
        if (address.isWebSocket()) {
            options.withWebsocketHandshakeTransform(signer);
        }
        return options.build();
    }

    @Override
    public void start() {
        client.start();
    }

    @Override
    public CompletableFuture<List<String>> subscribe(List<String> filters) {
        SubscribePacketBuilder packet = new SubscribePacketBuilder();
        filters.forEach(filter -> packet.withSubscription(filter, QOS.AT_LEAST_ONCE));
        return client.subscribe(packet.build()).thenApply(CrtConnection::refusals);
    }

    private static List<String> refusals(SubAckPacket ack) {
        // Not a stream's toList(): null is a value here.
        List<String> refusals = new ArrayList<>();
        for (SubAckReasonCode code : ack.getReasonCodes()) {
            refusals.add(code.getValue() < 0x80 ? null : reason(code, ack.getReasonString()));
        }
        return refusals;
    }

    @Override
    public void unsubscribe(List<String> filters) {
        for (int from = 0; from < filters.size(); from += MOST_FILTERS) {
            UnsubscribePacketBuilder packet = new UnsubscribePacketBuilder();
            filters.subList(from, Math.min(filters.size(), from + MOST_FILTERS)).forEach(packet::withSubscription);
            // Without it, notifications of these things are ignored: nothing depends on the response.
            var unused = client.unsubscribe(packet.build());
        }
    }

    @Override
    public void tick() {
        // Its time limits are those of the native client.
    }

    @Override
    public void stop() {
        if (!stops.getAndSet(true)) {
            client.stop(new DisconnectPacketBuilder()
                    .withReasonCode(DisconnectPacket.DisconnectReasonCode.NORMAL_DISCONNECTION)
                    .build());
        }
    }

    @Override
    public void onAttemptingConnect(Mqtt5Client of, OnAttemptingConnectReturn attempt) {
        events.connecting();
    }

    @Override
    public void onConnectionSuccess(Mqtt5Client of, OnConnectionSuccessReturn success) {
        events.connected();
    }

    @Override
    public void onConnectionFailure(Mqtt5Client of, OnConnectionFailureReturn failed) {
        ConnAckPacket ack = failed.getConnAckPacket();
        String unsigned = signer.takeFailure();
        if (unsigned != null) {
            events.notConnected(new Cause(OneLine.of("cannot sign the connection: " + unsigned, LONGEST), false));
        } else if (ack == null) {
            String name = CRT.awsErrorName(failed.getErrorCode());
            events.notConnected(new Cause(
                    "cannot connect: " + error(failed.getErrorCode()),
                    name.equals("AWS_ERROR_HTTP_WEBSOCKET_UPGRADE_FAILURE")));
        } else {
            boolean refused =
                    switch (ack.getReasonCode()) {
                        case NOT_AUTHORIZED, BAD_USERNAME_OR_PASSWORD, BANNED -> true;
                        default -> false;
                    };
            events.notConnected(new Cause(
                    "the broker refused the connection: " + reason(ack.getReasonCode(), ack.getReasonString()),
                    refused));
        }
    }

    @Override
    public void onDisconnection(Mqtt5Client of, OnDisconnectionReturn lost) {
        DisconnectPacket packet = lost.getDisconnectPacket();
        if (packet == null) {
            events.lost(new Cause("the connection was lost: " + error(lost.getErrorCode()), false));
            return;
        }
        boolean refused = packet.getReasonCode() == DisconnectPacket.DisconnectReasonCode.NOT_AUTHORIZED;
        boolean taken = packet.getReasonCode() == DisconnectPacket.DisconnectReasonCode.SESSION_TAKEN_OVER;
        events.lost(new Cause(
                taken
                        ? "another MQTT client has connected with the client id " + clientId
                                + ". Give each worker a pushClientId of its own, or leave it out"
                        : "the broker ended the connection: "
                                + reason(packet.getReasonCode(), packet.getReasonString()),
                refused));
    }

    @Override
    public void onStopped(Mqtt5Client of, OnStoppedReturn stopped) {
        if (!closed.getAndSet(true)) {
            client.close();
            parts.close();
            events.ended();
        }
    }

    private static String error(int code) {
        return OneLine.of(CRT.awsErrorString(code) + " (" + CRT.awsErrorName(code) + ")", LONGEST);
    }

    private static String reason(Object code, String text) {
        return OneLine.of(code + (text == null || text.isEmpty() ? "" : " (" + text + ")"), LONGEST);
    }
}
