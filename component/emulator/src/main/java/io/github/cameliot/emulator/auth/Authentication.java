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
package io.github.cameliot.emulator.auth;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.wire.Credential;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accepts only requests that are signed with one of the given keys or with one that was issued; without given keys, every
 * request, except one that is wrongly signed with an issued key.
 */
public final class Authentication {

    /** Source: AWS Signature Version 4, "Troubleshooting": five minutes in both directions. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Set<String> SERVICES = Set.of("iot", "iot-jobs-data");
    /** Source: "MQTT over WSS", AWS IoT developer guide. */
    private static final Set<String> MQTT_SERVICES = Set.of("iotdevicegateway");

    private static final String TOKEN = "X-Amz-Security-Token";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final long LONGEST_PRESIGNED = 604_800;

    private final List<AccessKey> keys;
    private final Scopes scopes;
    private final Clock clock;
    private final IssuedKeys issued;

    /**
     * A check of signatures.
     *
     * @param keys if empty, every request is served
     * @param scopes the accounts and regions that are served
     */
    public Authentication(List<AccessKey> keys, Scopes scopes, Clock clock) {
        this.keys = List.copyOf(keys);
        this.scopes = scopes;
        this.clock = clock;
        this.issued = new IssuedKeys(clock);
    }

    /** The temporary keys, which are accepted too. */
    public IssuedKeys issued() {
        return issued;
    }

    /** Whether requests must be signed. */
    public boolean hasKeys() {
        return !keys.isEmpty();
    }

    /**
     * The account and region that a request is for.
     *
     * <p>Refuses with the service's errors, all 403.
     */
    public AccountRegion check(Request request, Query query) {
        return check(request, query, SERVICES, Set.of());
    }

    /**
     * Those of a WebSocket handshake for MQTT, which is refused in the same way.
     *
     * <p>A session token in the query may be signed, as for other services, or be appended after signing. Source: "MQTT
     * over WSS", AWS IoT developer guide.
     */
    public AccountRegion checkHandshake(Request request, Query query) {
        boolean isTokenUnsigned = query.text(TOKEN) != null
                && !isServedAnyway(Credential.of(request, query))
                && !isSigned(request, query, Set.of());
        return check(request, query, MQTT_SERVICES, isTokenUnsigned ? Set.of(TOKEN) : Set.of());
    }

    /** Whether a request that {@link #check} accepts for its signature has it from a given key, not from an issued one. */
    public boolean isByGivenKey(Request request, Query query) {
        String id = Signature.of(request, query).scope().accessKeyId();
        return keys.stream().anyMatch(key -> key.accessKeyId().equals(id));
    }

    /** The account and region of requests that no signature decides. */
    public AccountRegion standard() {
        return scopes.standard();
    }

    private AccountRegion check(Request request, Query query, Set<String> services, Set<String> unsigned) {
        Credential credential = Credential.of(request, query);
        if (isServedAnyway(credential)) {
            return scopes.ofUnverified(credential);
        }
        Signature signature = Signature.of(request, query);
        AccessKey key = key(signature, request, query);
        checkScope(signature, services);
        checkTime(signature);
        if (!isSigned(request, query, unsigned)) {
            throw AuthErrors.invalid("it does not match the one calculated from the request");
        }
        return scopes.of(key.account(), signature.scope().region());
    }

    /** Without given keys, only signatures with issued keys are checked. */
    private boolean isServedAnyway(Credential credential) {
        return keys.isEmpty() && (credential == null || issued.find(credential.accessKeyId()) == null);
    }

    /** Whether the signature is right, without a look at its time and its service. */
    private boolean isSigned(Request request, Query query, Set<String> unsigned) {
        Signature signature = Signature.of(request, query);
        AccessKey key = key(signature, request, query);
        String payload = payloadHash(request, query);
        String canonical = CanonicalRequest.of(request, signature.signedHeaders(), payload, unsigned);
        String stringToSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                signature.stamp(),
                signature.scope().toString(),
                Hmac.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        String expected = Hmac.signature(key.secretAccessKey(), signature.scope(), stringToSign);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.value().getBytes(StandardCharsets.UTF_8));
    }

    private AccessKey key(Signature signature, Request request, Query query) {
        String token = signature.isPresigned() ? query.text(TOKEN) : request.header("x-amz-security-token");
        IssuedKeys.Issued temporary = issued.find(signature.scope().accessKeyId());
        if (temporary != null) {
            return valid(temporary, token);
        }
        return keys.stream()
                .filter(key -> key.accessKeyId().equals(signature.scope().accessKeyId())
                        && Objects.equals(key.sessionToken(), token))
                .findFirst()
                .orElseThrow(AuthErrors::unknownKey);
    }

    private AccessKey valid(IssuedKeys.Issued temporary, String token) {
        if (!temporary.key().sessionToken().equals(token)) {
            throw AuthErrors.unknownKey();
        }
        if (!clock.instant().isBefore(temporary.expiresAt())) {
            throw AuthErrors.expired();
        }
        return temporary.key();
    }

    private void checkScope(Signature signature, Set<String> services) {
        if (!services.contains(signature.scope().service())) {
            throw AuthErrors.invalid("the credential is scoped to another service than "
                    + services.stream().sorted().collect(Collectors.joining(" or ")));
        }
        scopes.checkRegion(signature.scope().region());
        if (!signature.stamp().startsWith(signature.scope().date())) {
            throw AuthErrors.invalid("the date of the credential is not that of X-Amz-Date");
        }
    }

    private void checkTime(Signature signature) {
        Instant now = clock.instant();
        Instant signedAt = signature.signedAt();
        Duration valid = signature.isPresigned() ? Duration.ofSeconds(seconds(signature)) : SKEW;
        if (signedAt.isAfter(now.plus(SKEW)) || now.isAfter(signedAt.plus(valid))) {
            throw AuthErrors.invalid("it was signed at %s and is not valid at %s".formatted(signedAt, now));
        }
    }

    private static long seconds(Signature signature) {
        long seconds = signature.validSeconds();
        if (seconds < 1 || seconds > LONGEST_PRESIGNED) {
            throw AuthErrors.incomplete("X-Amz-Expires is not 1 to " + LONGEST_PRESIGNED);
        }
        return seconds;
    }

    private static String payloadHash(Request request, Query query) {
        String declared = request.header("x-amz-content-sha256");
        if (declared == null) {
            declared = query.text("X-Amz-Content-Sha256");
        }
        String actual = Hmac.sha256(request.body());
        if (declared != null && !declared.equals(UNSIGNED) && !declared.equals(actual)) {
            throw AuthErrors.invalid("the body is not the one that was signed");
        }
        return declared == null ? actual : declared;
    }
}
