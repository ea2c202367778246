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
package io.github.cameliot.routes;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets a log line through once in a while, and counts those between. */
final class LineLimit {

    private final Duration interval;
    private final LongSupplier nanoTime;
    private boolean isFirst = true;
    private long lastAt;
    private long heldBack;

    /** @param nanoTime as of {@link System#nanoTime} */
    LineLimit(Duration interval, LongSupplier nanoTime) {
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /** @return how many lines were held back since the last one; nothing if this one is held back as well */
    synchronized OptionalLong next() {
        long now = nanoTime.getAsLong();
        if (!isFirst && now - lastAt < interval.toNanos()) {
            heldBack++;
            return OptionalLong.empty();
        }
        OptionalLong before = OptionalLong.of(heldBack);
        isFirst = false;
        lastAt = now;
        heldBack = 0;
        return before;
    }
}
