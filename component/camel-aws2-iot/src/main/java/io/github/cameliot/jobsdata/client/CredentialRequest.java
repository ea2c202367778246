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

import io.github.cameliot.jobsdata.model.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One request to the credential provider of AWS IoT. It has its own connection, because there is one request an hour and
 * the certificate may have been replaced since the last one.
 *
 * <p>Source of path and header: AWS IoT Core developer guide, "Authorizing direct calls to AWS services using AWS IoT
 * Core credential provider"; of the errors: "Things of interest during development" of awslabs'
 * aws-iot-core-credential-provider-session-helper.
 */
final class CredentialRequest {

    private static final int MOST_BYTES = 1 << 16;
    private static final int LONGEST = 200;
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"([^\"]{1,500})\"");

    private final Credentials.RoleAlias from;
    private final ClientOptions client;
    private final Clock clock;
    private volatile ExecutableHttpRequest running;
    private volatile boolean aborted;

    CredentialRequest(Credentials.RoleAlias from, ClientOptions client, Clock clock) {
        this.from = from;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Makes the request.
     *
     * @throws CredentialsNotIssued if there is no response with credentials; the message says why and what to do
     */
    IssuedCredentials send() {
        try (SdkHttpClient http = SdkClients.http(client)) {
            ExecutableHttpRequest request = http.prepareRequest(
                    HttpExecuteRequest.builder().request(request()).build());
            running = request;
            if (aborted) {
                request.abort();
            }
            return read(request.call());
        } catch (IOException e) {
            throw failed(
                    CallFailure.said(new UncheckedIOException(e)) + ". Check credentialsEndpoint, proxy, "
                            + "network and the client certificate.",
                    e);
        }
    }

    /** Ends the request, from another thread, if it is still running. */
    void abort() {
        aborted = true;
        ExecutableHttpRequest request = running;
        if (request != null) {
            request.abort();
        }
    }

    private SdkHttpRequest request() {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(from.endpoint())
                .encodedPath("/role-aliases/" + from.alias().replace("=", "%3D") + "/credentials")
                .putHeader("Host", from.endpoint().getRawAuthority());
        if (from.thing() != null) {
            request.putHeader("x-amzn-iot-thingname", from.thing());
        }
        return request.build();
    }

    private IssuedCredentials read(HttpExecuteResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.responseBody().isPresent()) {
            AbortableInputStream stream = response.responseBody().get();
            body = bounded(stream);
        }
        int status = response.httpResponse().statusCode();
        if (status != 200) {
            throw failed("HTTP " + status + message(body) + ". " + advice(status), null);
        }
        Instant date = DateHeader.parse(
                        response.httpResponse().firstMatchingHeader("Date").orElse(""))
                .orElseGet(clock::instant);
        return IssuedCredentials.parse(body, date);
    }

    /** Not closed at its end: the whole connection is closed after the request. */
    private static byte[] bounded(AbortableInputStream stream) throws IOException {
        InputStream body = stream;
        byte[] read = body.readNBytes(MOST_BYTES + 1);
        if (read.length > MOST_BYTES) {
            stream.abort();
            throw new IOException("its response has more than " + MOST_BYTES + " bytes");
        }
        return read;
    }

    private static String message(byte[] body) {
        Matcher message = MESSAGE.matcher(new String(body, StandardCharsets.UTF_8));
        return message.find() ? " (" + OneLine.of(message.group(1), LONGEST) + ")" : "";
    }

    private static String advice(int status) {
        return switch (status) {
            case 400 ->
                "Check the role of the role alias: its trust policy must allow credentials.iot.amazonaws.com to "
                        + "assume it, and its longest session must not be shorter than the duration of the alias.";
            case 403 ->
                "Check that the certificate is active and has an IoT policy that allows "
                        + "iot:AssumeRoleWithCertificate on the role alias, that certificateThing, if set, is attached to the"
                        + " certificate, and that credentialsEndpoint is right.";
            case 404 ->
                "Check roleAlias and credentialsEndpoint: both must be of the certificate's account and region.";
            default -> "Check credentialsEndpoint.";
        };
    }

    private CredentialsNotIssued failed(String why, IOException cause) {
        return new CredentialsNotIssued(
                "the credential provider at " + from.endpoint() + " issued no credentials for roleAlias=" + from.alias()
                        + ": " + why,
                cause);
    }
}
