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
package io.github.cameliot.control.await;

import java.time.Duration;
import java.util.concurrent.Executor;

/** One account and region, with the parts that waits share: its quota of calls, and whether it can be reached. */
public final class Account {

    private static final Duration AFTER_THROTTLING = Duration.ofSeconds(1);

    private final PacedCalls calls;
    private final Outage outage = new Outage();

    public Account(Timer timer, Executor threads, int perSecond) {
        this.calls = new PacedCalls(timer, threads, perSecond);
    }

    public PacedCalls calls() {
        return calls;
    }

    /** Records the result of a call, of any wait. */
    public void note(Look<?> look) {
        outage.note(look);
        if (look instanceof Look.Unreadable<?> unreadable && unreadable.isThrottled()) {
            calls.hold(AFTER_THROTTLING);
        }
    }
}
