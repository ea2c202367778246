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
package io.github.cameliot.example.rollout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A record that asks for a release.
 *
 * @param maxFailed how many things of a ring may fail
 */
record Release(String name, String version, String maxFailed, List<Ring> rings) {

    /** Things that get the release together, when the ring before has passed. */
    record Ring(String name, List<String> things) {}

    static final List<Ring> RINGS = List.of(
            new Ring("canary", List.of("pump-01", "pump-02")),
            new Ring("early", List.of("pump-03", "pump-04", "pump-05", "pump-06")),
            new Ring("all", List.of("pump-07", "pump-08", "pump-09", "pump-10", "pump-11", "pump-12")));

    static Release of(String name, String version) {
        return new Release(name, version, "25%", RINGS);
    }

    String jobId(Ring ring) {
        return name + "-" + ring.name();
    }

    String json() {
        return "{\"release\":\"%s\",\"maxFailed\":\"%s\",\"document\":{\"version\":\"%s\"},\"rings\":[%s]}"
                .formatted(
                        name,
                        maxFailed,
                        version,
                        rings.stream()
                                .map(ring -> "{\"name\":\"%s\",\"things\":\"%s\"}"
                                        .formatted(ring.name(), String.join(",", ring.things())))
                                .collect(Collectors.joining(",")));
    }
}
