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
package io.github.cameliot.emulator.http;

import io.vertx.core.buffer.Buffer;

/**
 * A request body with a limit. The rest of a longer body is read and discarded, up to 16 MiB: otherwise a client that
 * is still sending would see a reset connection instead of the refusal.
 *
 * <p>Neither Vert.x (no limit) nor Netty's aggregator (closes the connection, no limit for all bodies together) does this.
 */
final class LimitedBody {

    private static final long MOST_DISCARDED = 16L * 1024 * 1024;

    private final int limit;
    private final BodyBudget budget;
    private Buffer buffer = Buffer.buffer();
    private long length;
    private boolean crowdedOut;

    LimitedBody(int limit, BodyBudget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    void add(Buffer part) {
        length += part.length();
        crowdedOut |= fits() && !budget.take(part.length());
        if (fits()) {
            buffer.appendBuffer(part);
        } else {
            release();
        }
    }

    boolean fits() {
        return length <= limit && !crowdedOut;
    }

    /** Whether it does not fit because of other bodies, not because of its own length. */
    boolean isCrowdedOut() {
        return crowdedOut;
    }

    /** Whether to stop reading: the body has more than 16 MiB, and more than its limit. */
    boolean isEndless() {
        return length > Math.max(limit, MOST_DISCARDED);
    }

    byte[] bytes() {
        return buffer.getBytes();
    }

    /** Discards the body and returns its share of the budget. A second call does nothing. */
    void release() {
        budget.giveBack(buffer.length());
        buffer = Buffer.buffer();
    }
}
