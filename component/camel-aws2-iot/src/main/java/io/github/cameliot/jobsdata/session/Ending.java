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
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.outcome.Outcome;

/** Ends a session with an outcome: a {@link Report} or a {@link Release}, and their retries. */
record Ending(SessionCore core) {

    /**
     * Sets the outcome, and makes the first attempt to send it.
     *
     * @param told why the route must stop although it has not ended; null if it has ended
     * @return false if the session is not open, so this outcome is not used
     */
    boolean by(Outcome outcome, Loss told) {
        core.checkLease();
        if (!core.report(outcome, told)) {
            return false;
        }
        core.state().tell();
        core.writing().lock();
        try {
            send(false);
        } finally {
            core.writing().unlock();
        }
        return true;
    }

    /**
     * As {@link #by}. If the route is making a report at this moment, that report comes first, and this outcome is used
     * only if the report is refused.
     */
    void afterTheRoute(Outcome outcome) {
        if (!by(outcome, null) && !core.state().get().isFinal()) {
            core.writing().lock(); // once the lock is held, the report of the route has a result
            try {
                by(outcome, null);
            } finally {
                core.writing().unlock();
            }
        }
    }

    /**
     * Sends the outcome that the service has not accepted yet, if there is one. The caller holds the lock of the
     * writes.
     *
     * @param rated whether it has already passed the rate limit
     */
    void send(boolean rated) {
        Outcome outcome = core.state().outcome();
        if (core.state().get() != State.REPORTING) {
            return;
        }
        if (outcome.isReleased()) {
            new Release(core).send(outcome.reason(), rated);
        } else {
            new Report(core).send(outcome, rated);
        }
    }
}
