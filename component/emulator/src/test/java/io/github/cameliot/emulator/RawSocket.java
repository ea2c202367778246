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
package io.github.cameliot.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes as no HTTP client would send them. */
final class RawSocket {

    private static final int PATIENCE_MILLIS = 10_000;

    private RawSocket() {}

    static Socket connect(JobsEmulator emulator) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends bytes, and that no more will come; all that the server has to say to them. */
    static String exchange(JobsEmulator emulator, byte[] bytes) throws IOException {
        try (Socket socket = connect(emulator);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(bytes);
            out.flush();
            socket.shutdownOutput();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException closed) {
            return "";
        }
    }

    /** The status of the response to a request; its header lines are given, the last without an end. */
    static int status(JobsEmulator emulator, String requestLine, String... headers) throws IOException {
        String request = requestLine + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        String response = exchange(emulator, request.getBytes(StandardCharsets.ISO_8859_1));
        return Integer.parseInt(response.split(" ", 3)[1]);
    }
}
