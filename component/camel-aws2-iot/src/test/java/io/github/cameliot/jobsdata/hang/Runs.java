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
package io.github.cameliot.jobsdata.hang;

import io.github.cameliot.jobsdata.session.JobSession;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Which routes were begun, in their order. */
final class Runs {

    private final Queue<Run> runs = new ConcurrentLinkedQueue<>();

    /**
     * One begun route.
     *
     * @param wasLost whether the job was lost already when the route began
     */
    record Run(String jobId, String thing, JobSession session, boolean wasLost) {}

    /** A first step of a route that writes the run down and goes on. */
    Processor then(Processor rest) {
        return exchange -> {
            JobSession session = sessionOf(exchange);
            runs.add(new Run(session.execution().jobId(), session.execution().thing(), session, session.isLost()));
            rest.process(exchange);
        };
    }

    static JobSession sessionOf(Exchange exchange) {
        return exchange.getProperty("CamelAwsIotJobsSession", JobSession.class);
    }

    List<Run> all() {
        return List.copyOf(runs);
    }

    List<String> jobIds() {
        return runs.stream().map(Run::jobId).toList();
    }

    List<Run> begunThoughLost() {
        return runs.stream().filter(Run::wasLost).toList();
    }

    /** Jobs that are lost by now. */
    List<String> lost() {
        return runs.stream()
                .filter(run -> run.session().isLost())
                .map(Run::jobId)
                .toList();
    }
}
