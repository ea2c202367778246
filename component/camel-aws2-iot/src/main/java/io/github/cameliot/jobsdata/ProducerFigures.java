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
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.counters.Durations;
import io.github.cameliot.jobsdata.lease.Lapse;
import io.github.cameliot.jobsdata.metrics.Figures;
import io.github.cameliot.jobsdata.session.OpenSessions;
import io.github.cameliot.jobsdata.session.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The metrics of all producers of a component that open sessions, taken together: there may be one producer for each
 * thing. Events of the repositories of outcomes are those of all repositories, which consumers may share.
 *
 * @param counters of all producers
 * @param total of all producers, consumers and repositories
 * @param sessions of all services, including those of consumers
 */
record ProducerFigures(Counters counters, Counters total, Supplier<List<OpenSessions>> sessions) implements Figures {

    /** What only repositories count. */
    private static final Set<Counter> OF_REPOSITORIES =
            EnumSet.of(Counter.outcomesDelivered, Counter.outcomesQuarantined, Counter.outcomeRepositoryFailures);

    @Override
    public long count(Counter counter) {
        return (OF_REPOSITORIES.contains(counter) ? total : counters).get(counter);
    }

    @Override
    public int jobsInFlight() {
        return count(State.OPEN);
    }

    @Override
    public int outcomesWaiting() {
        return count(State.REPORTING);
    }

    private int count(State state) {
        return sessions.get().stream()
                .mapToInt(open -> open.count(state, ProducerFigures::isProducer))
                .sum();
    }

    @Override
    public Lapse lapse() {
        return sessions.get().stream()
                .map(open -> open.lapse(ProducerFigures::isProducer))
                .reduce(Lapse.NONE, Lapse::or);
    }

    @Override
    public void measure(Durations durations) {
        counters.measure(durations);
    }

    private static boolean isProducer(Object owner) {
        return owner instanceof IotJobsDataEndpoint endpoint && !endpoint.hasConsumer();
    }
}
