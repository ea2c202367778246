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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The temporary keys that the credential provider has issued, the latest ones. Expired keys are kept, so that their use is
 * refused by the right error. Safe for use from any thread.
 */
public final class IssuedKeys {

    private static final int MOST = 10_000;

    /** Temporary access key ids begin with it. Source: IAM User Guide, "IAM identifiers", unique ID prefixes. */
    private static final String PREFIX = "ASIA";

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> keys = new LinkedHashMap<>();

    IssuedKeys(Clock clock) {
        this.clock = clock;
    }

    /** A key and the time after which it is refused, in whole seconds. */
    record Issued(AccessKey key, Instant expiresAt) {}

    /** A new key that is valid from now on. */
    synchronized Issued issue(Duration valid) {
        AccessKey key = new AccessKey(PREFIX + id(), text(30), text(180));
        Issued issued = new Issued(key, clock.instant().plus(valid).truncatedTo(ChronoUnit.SECONDS));
        keys.put(key.accessKeyId(), issued);
        if (keys.size() > MOST) {
            keys.remove(keys.keySet().iterator().next());
        }
        return issued;
    }

    /** Null if it was not issued here. */
    synchronized Issued find(String accessKeyId) {
        return keys.get(accessKeyId);
    }

    private String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            id.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(random.nextInt(32)));
        }
        return id.toString();
    }

    private String text(int bytes) {
        byte[] text = new byte[bytes];
        random.nextBytes(text);
        return Base64.getEncoder().encodeToString(text);
    }
}
