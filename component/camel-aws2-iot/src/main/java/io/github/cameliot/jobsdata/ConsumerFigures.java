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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Durations;
import io.github.cameliot.jobsdata.lease.Lapse;
import io.github.cameliot.jobsdata.metrics.Figures;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.push.JobNotifications;

/**
 * The metrics of a consumer while its loop polls.
 *
 * @param notifications null without push
 */
record ConsumerFigures(EndpointWorker worker, PollLoop loop, JobNotifications notifications)
        implements Figures.OfThings {

    @Override
    public long count(Counter counter) {
        return worker.count(counter);
    }

    @Override
    public int jobsInFlight() {
        return loop.running();
    }

    @Override
    public int outcomesWaiting() {
        return worker.reporting();
    }

    @Override
    public Lapse lapse() {
        return worker.lapse();
    }

    @Override
    public int mostInFlight() {
        return loop.maxInFlight();
    }

    @Override
    public Boolean isPushConnected() {
        return notifications == null ? null : notifications.status().isConnected();
    }

    @Override
    public int things() {
        return loop.things();
    }

    @Override
    public int thingsFailing() {
        return loop.failing().size();
    }

    @Override
    public int thingsBlocked() {
        return loop.blocked().size();
    }

    @Override
    public void measure(Durations durations) {
        worker.measure(durations);
    }
}
