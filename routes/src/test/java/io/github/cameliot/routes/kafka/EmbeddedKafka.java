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
package io.github.cameliot.routes.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker (KRaft, one node, broker and controller) in this process, on 127.0.0.1 with its data in a folder of its
 * own that {@link #close} deletes. {@link #stop} and {@link #startAgain} are a restart: same port, same data.
 *
 * <p>Topics are created by {@link Topics#create} or on first use with one partition.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /**
     * Below the range that systems give to outgoing connections, so that nobody takes the port of a broker that is
     * stopped for a while. Kafka cannot say which port it got for 0, and its controller must know it beforehand.
     */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 10_000;

    private final Path folder;
    private final Map<String, Object> properties;
    private final String bootstrapServers;
    private KafkaRaftServer server;

    private EmbeddedKafka(Path folder, int port, int controllerPort, Map<String, String> more) {
        this.folder = folder;
        this.bootstrapServers = "127.0.0.1:" + port;
        this.properties = new HashMap<>(settings(folder, port, controllerPort));
        this.properties.putAll(more);
    }

    /** A broker that runs, with no topics. */
    public static EmbeddedKafka start() {
        return start(Map.of());
    }

    /**
     * A broker that runs.
     *
     * @param more properties of the broker, as in {@code message.max.bytes}
     */
    public static EmbeddedKafka start(Map<String, String> more) {
        try {
            int port = freePort();
            EmbeddedKafka kafka = new EmbeddedKafka(Files.createTempDirectory("kafka-"), port, freePort(), more);
            kafka.format();
            kafka.startAgain();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a Kafka broker", e);
        }
    }

    /** What clients need to find the broker, as in {@code 127.0.0.1:23456}; the same after a restart. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Shuts the broker down in order and keeps its data. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** Starts the broker that was stopped, with the data it had. */
    public synchronized void startAgain() {
        if (server == null) {
            server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the broker's data in " + folder, e);
        }
    }

    private void format() {
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (Exception e) { // what run declares
            throw new IllegalStateException("Cannot format " + folder + " for a Kafka broker", e);
        }
    }

    private static Map<String, String> settings(Path folder, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("log.dirs", folder.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("num.partitions", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));
    }

    private static int freePort() throws IOException {
        List<IOException> tried = new ArrayList<>();
        while (tried.size() < 100) {
            int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                tried.add(e);
            }
        }
        throw new IOException("No port is free from " + LOWEST_PORT + " on", tried.get(0));
    }
}
