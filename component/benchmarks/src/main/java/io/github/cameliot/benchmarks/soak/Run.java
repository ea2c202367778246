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
package io.github.cameliot.benchmarks.soak;

import io.github.cameliot.jobsdata.session.Loss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One run of the route, as reported to the soak by its worker. */
final class Run {

    private final String worker;
    private final ExecutionKey execution;
    private final String claim;
    private final long version;
    private final Instant startedAt;
    private final List<String> statuses = new ArrayList<>();
    private Instant endedAt;
    private String state;
    private String loss;

    /**
     * @param claim the id in its claim marker
     * @param version of the execution when it was claimed
     * @param startedAt by the service's clock
     */
    Run(String worker, ExecutionKey execution, String claim, long version, Instant startedAt) {
        this.worker = worker;
        this.execution = execution;
        this.claim = claim;
        this.version = version;
        this.startedAt = startedAt;
    }

    /** The reason that a run reports. */
    static String reason(String claim, String status) {
        return "run " + claim + " ended " + status;
    }

    String worker() {
        return worker;
    }

    ExecutionKey execution() {
        return execution;
    }

    String claim() {
        return claim;
    }

    long version() {
        return version;
    }

    /** The route is about to end with this status; called again if its own report was refused. */
    void ends(String status, Instant at) {
        statuses.add(status);
        endedAt = at;
    }

    void closed(String finalState, String why) {
        state = finalState;
        loss = why;
    }

    /** Whether the route ended, or was about to end, with this status. */
    boolean endedAs(String status) {
        return statuses.contains(status);
    }

    boolean isClosed() {
        return state != null;
    }

    /** Whether its worker believes that its report was accepted. */
    boolean isReported() {
        return "REPORTED".equals(state);
    }

    /** Whether its worker has lost or released the claim. */
    boolean isReleasedOrLost() {
        return "LOST".equals(state) || "RELEASED".equals(state);
    }

    boolean isLeaseExpired() {
        return Loss.leaseExpired.name().equals(loss);
    }

    /**
     * Whether its route was still running when the later run began. A run whose worker was killed has no end and does
     * not count.
     */
    boolean overlaps(Run later) {
        return endedAt != null && endedAt.isAfter(later.startedAt);
    }

    @Override
    public String toString() {
        return "run by " + worker + " of claim " + claim + " (version " + version + ") from " + startedAt + " to "
                + endedAt + ", ended with " + statuses + ", session " + state + ("none".equals(loss) ? "" : " " + loss);
    }
}
