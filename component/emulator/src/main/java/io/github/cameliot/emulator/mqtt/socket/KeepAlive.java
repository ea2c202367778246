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
package io.github.cameliot.emulator.mqtt.socket;

/**
 * How long a client may be silent.
 *
 * @param seconds 30 to 1200
 */
record KeepAlive(int seconds) {

    private static final int SHORTEST = 30;
    private static final int LONGEST = 1_200;

    /**
     * What the service makes of the client's wish; 0, which would be for ever, becomes the longest.
     *
     * <p>Source: "AWS IoT Core message broker and protocol limits and quotas", connection inactivity.
     */
    static KeepAlive of(int wanted) {
        return new KeepAlive(wanted == 0 ? LONGEST : Math.max(SHORTEST, Math.min(LONGEST, wanted)));
    }

    /** One and a half times the interval. Source: MQTT 5, section 3.1.2.10. */
    long silenceMillis() {
        return seconds * 1_500L;
    }
}
