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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Temporary credentials that the credential provider has issued.
 *
 * @param lifetime from the response on, by the clock of the service
 */
record IssuedCredentials(AwsSessionCredentials credentials, Duration lifetime) {

    private static final JsonFactory JSON = new JsonFactory();

    /** They become header values of later requests. */
    private static final Pattern VALUE = Pattern.compile("[!-~]{1,16384}");

    /**
     * Reads a response 200.
     *
     * <p>Source: AWS IoT Core developer guide, "Authorizing direct calls to AWS services using AWS IoT Core credential
     * provider": {@code credentials} with {@code accessKeyId}, {@code secretAccessKey}, {@code sessionToken} and {@code
     * expiration}, as in {@code 2018-01-18T09:18:06Z}.
     *
     * @param date of the service, when it responded
     * @throws IOException if it is no such response; the message contains no part of it
     */
    static IssuedCredentials parse(byte[] body, Instant date) throws IOException {
        Map<String, String> members = members(body);
        Instant expiresAt = expiration(members.get("expiration"));
        return new IssuedCredentials(
                AwsSessionCredentials.builder()
                        .accessKeyId(value(members, "accessKeyId"))
                        .secretAccessKey(value(members, "secretAccessKey"))
                        .sessionToken(value(members, "sessionToken"))
                        .expirationTime(expiresAt)
                        .build(),
                Duration.between(date, expiresAt));
    }

    /** The texts in the member {@code credentials}. */
    private static Map<String, String> members(byte[] body) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isTheirs = json.currentName().equals("credentials");
                    if (json.nextToken() == JsonToken.START_OBJECT && isTheirs) {
                        readTexts(json, members);
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            // Without the cause: its message may contain a part of a key.
            throw new IOException("its response is not JSON");
        }
        return members;
    }

    private static void readTexts(JsonParser json, Map<String, String> members) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                members.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private static String value(Map<String, String> members, String name) throws IOException {
        String value = members.get(name);
        if (value == null || !VALUE.matcher(value).matches()) {
            throw new IOException("its response has no valid " + name);
        }
        return value;
    }

    private static Instant expiration(String text) throws IOException {
        try {
            return OffsetDateTime.parse(String.valueOf(text)).toInstant();
        } catch (DateTimeException e) {
            throw new IOException("its response has no valid expiration");
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "IssuedCredentials[xxxxxx]";
    }
}
