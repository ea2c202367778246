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

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Heartbeats;
import io.github.cameliot.jobsdata.lease.LeaseWatch;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session does independently of its route: it checks its lease, and makes the writes that are due. Such a write
 * is a report or a release that was not accepted yet, the outcome of a job that runs too long, or a heartbeat.
 */
final class SessionDuties implements LeaseWatch.Leased, Heartbeats.Renewable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionDuties.class);

    private static final Outcome EXCHANGE_GONE =
            Outcome.failed("the exchange of this job was used for another message before its completion was called");

    private final SessionCore core;

    SessionDuties(SessionCore core) {
        this.core = core;
    }

    @Override
    public void checkLease() {
        core.checkLease();
    }

    @Override
    public boolean isDue() {
        long now = core.now();
        return switch (core.state().get()) {
            case REPORTING -> core.isTryDue(now);
            case OPEN -> isOverrun(now) || core.isHeartbeatDue(now);
            default -> false;
        };
    }

    @Override
    public Priority priority() {
        Outcome outcome = core.state().outcome();
        if (outcome == null) {
            return Priority.HEARTBEAT;
        }
        return outcome.isReleased() ? Priority.RELEASE : Priority.REPORT;
    }

    @Override
    public RequestRate rate() {
        return core.options().rate();
    }

    @Override
    public void renew() {
        if (!core.writing().tryLock()) {
            return; // locked: another write is in progress, and it renews the lease too
        }
        try {
            if (!isDue()) {
                return;
            }
            if (core.state().get() == State.REPORTING) {
                new Ending(core).send(true);
            } else if (core.isExchangeGone()) {
                new Ending(core).by(EXCHANGE_GONE, null);
            } else if (isOverrun(core.now())) {
                overrun();
            } else {
                new Heartbeat(core).send();
            }
        } catch (RuntimeException | Error e) {
            core.tryAgainLater(e, "What is due for " + core.execution().id());
        } finally {
            core.writing().unlock();
        }
    }

    private boolean isOverrun(long now) {
        return now - core.claimedAt() >= core.options().maxRunTime().toNanos();
    }

    private void overrun() {
        LOG.warn(
                "Job {} on thing {} has run for {} s, longer than maxRunTime. Its heartbeats stop now.",
                core.execution().jobId(),
                core.execution().thing(),
                core.options().maxRunTime().toSeconds());
        core.context().counters().add(Counter.overrun);
        new Ending(core).by(core.options().overrun(), Loss.overrun);
    }
}
