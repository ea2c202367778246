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
package io.github.cameliot.jobsdata.client;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/**
 * TLS sockets that Apache's client does not recognise as such. It would bind a connection with a client certificate to
 * the principal of the certificate, and search the pool without a principal, so that each call opened a connection.
 * Applications of that client disable this state, but the SDK's builder has no option for it.
 *
 * <p>Source: DefaultUserTokenHandler and MainClientExec of Apache HttpClient 4.5.
 */
final class ReusableTlsSockets extends SSLConnectionSocketFactory {

    ReusableTlsSockets(SSLSocketFactory sockets) {
        super(sockets, (HostnameVerifier) null);
    }

    /** For each connection, after the handshake and the check of the host name; through a proxy, too. */
    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context) throws IOException {
        return new PlainSocket(super.createLayeredSocket(socket, target, port, context));
    }
}
