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
package io.github.cameliot.jobsdata;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that opens tunnels (CONNECT) and does nothing else. */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> targets = new CopyOnWriteArrayList<>();

    private ConnectProxy() throws IOException {
        start(() -> {
            while (true) {
                Socket client = port.accept();
                sockets.add(client);
                start(() -> tunnel(client));
            }
        });
    }

    public static ConnectProxy start() throws IOException {
        return new ConnectProxy();
    }

    public int port() {
        return port.getLocalPort();
    }

    /** The host and port of each tunnel. */
    public List<String> targets() {
        return targets;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // closed by one side
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void tunnel(Socket client) throws IOException {
        // Read byte by byte to the empty line: what follows is the client's TLS.
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
        String target = lines.readLine().split(" ")[1];
        while (!lines.readLine().isEmpty()) {}
        targets.add(target);
        String[] hostAndPort = target.split(":");
        Socket server = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
        sockets.add(server);
        OutputStream answer = client.getOutputStream();
        answer.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        answer.flush();
        start(() -> copy(server, client));
        copy(client, server);
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
