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

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The role aliases, each with the time for which its credentials are valid. Without any at the start, every name is one.
 *
 * <p>Source: CreateRoleAlias, service model of {@code iot} 2015-05-28: names 1 to 128 of {@code [\w=,@-]},
 * {@code credentialDurationSeconds} 900 to 43,200, 3,600 by default.
 */
public final class RoleAliases {

    public static final Duration DEFAULT = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(900);
    private static final Duration LONGEST = Duration.ofSeconds(43_200);
    private static final Pattern NAME = Pattern.compile("[\\w=,@-]{1,128}");

    private final Map<String, Duration> atStart;
    private final Map<String, Duration> durations = new ConcurrentHashMap<>();
    private volatile boolean any;

    /** @param durations by alias; if empty, there is every alias, with {@link #DEFAULT} */
    public RoleAliases(Map<String, Duration> durations) {
        durations.forEach(RoleAliases::check);
        this.atStart = Map.copyOf(durations);
        reset();
    }

    /** Returns to the aliases at the start. */
    public void reset() {
        durations.clear();
        durations.putAll(atStart);
        any = atStart.isEmpty();
    }

    /** @throws IllegalArgumentException for a name or duration that the service refuses */
    public static void check(String alias, Duration duration) {
        if (!NAME.matcher(alias).matches()) {
            throw new IllegalArgumentException("A role alias has 1 to 128 characters of a-z A-Z 0-9 _ = , @ -");
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The credentials of a role alias are valid for 900 to 43200 seconds, not " + duration.toSeconds());
        }
    }

    /** Creates an alias, or changes its duration. From now on only aliases that were created exist. */
    public void put(String alias, Duration duration) {
        check(alias, duration);
        durations.put(alias, duration);
        any = false;
    }

    /** Deletes an alias. From now on only aliases that were created exist. */
    public void remove(String alias) {
        durations.remove(alias);
        any = false;
    }

    /** Empty if there is no such alias. */
    Optional<Duration> duration(String alias) {
        return Optional.ofNullable(durations.get(alias))
                .or(() -> any && NAME.matcher(alias).matches() ? Optional.of(DEFAULT) : Optional.empty());
    }
}
