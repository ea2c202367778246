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

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;

/** Signs that one side uses TLS and the other does not. */
final class WrongProtocol {

    static final String HTTP =
            "The port does not speak TLS: if it is a plain HTTP port, use http:// in uriEndpointOverride; if it is the "
                    + "port of a proxy, set proxyProtocol=HTTP.";

    static final String HTTPS = "The port seems to speak TLS, not plain HTTP: use https:// in uriEndpointOverride, or"
            + " proxyProtocol=HTTPS for a proxy.";

    static final String MAYBE_HTTPS =
            " If this is an http:// address of a port that speaks TLS, use https:// in uriEndpointOverride.";

    /** Messages of nginx, Tomcat and Apache httpd, in this order. */
    private static final String[] REFUSALS = {
        "plain http request was sent to https port",
        "combination of host and port requires tls",
        "speaking plain http to an ssl-enabled server port"
    };

    private WrongProtocol() {}

    /** What the JDK (17, 21) throws if the first bytes of the server are not TLS. */
    static boolean isNoTls(Throwable t) {
        String said = String.valueOf(t.getMessage());
        return t instanceof SSLException
                && (said.startsWith("Unsupported or unrecognized SSL message")
                        || said.startsWith("Unrecognized SSL message"));
    }

    /** What Apache's client throws if the response does not begin like HTTP: a TLS server sends an alert. */
    static boolean isNoHttp(Throwable t) {
        String said = String.valueOf(t.getMessage());
        return said.startsWith("The server failed to respond with a valid HTTP response")
                || said.startsWith("Invalid Http response");
    }

    /** What Apache's client and the JDK's client throw if the server closes the connection instead of responding. */
    static boolean isHungUp(Throwable t) {
        String said = String.valueOf(t.getMessage());
        return said.contains("failed to respond") || said.startsWith("Unexpected end of file from server");
    }

    /** Whether a TLS server reports this problem in plain HTTP. */
    static boolean isPlainHttpRefused(int statusCode, String message, AwsErrorDetails details) {
        if (statusCode != 400) {
            return false;
        }
        String body = details == null || details.rawResponse() == null
                ? ""
                : new String(details.rawResponse().asByteArrayUnsafe(), StandardCharsets.ISO_8859_1);
        String said = (message + " " + body).toLowerCase(Locale.ROOT);
        for (String refusal : REFUSALS) {
            if (said.contains(refusal)) {
                return true;
            }
        }
        return false;
    }
}
