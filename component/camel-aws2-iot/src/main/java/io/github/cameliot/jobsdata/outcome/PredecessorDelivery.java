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
package io.github.cameliot.jobsdata.outcome;

import io.github.cameliot.jobsdata.claim.PredecessorOutcomes;
import io.github.cameliot.jobsdata.model.JobExecution;

/**
 * Delivers the outcome of an execution whose worker ran the job to its end but died before the service had accepted the
 * report.
 */
public final class PredecessorDelivery implements PredecessorOutcomes {

    private final KeptOutcomes outcomes;
    private final Redelivery redelivery;

    public PredecessorDelivery(KeptOutcomes outcomes, Redelivery redelivery) {
        this.outcomes = outcomes;
        this.redelivery = redelivery;
    }

    /** @throws RuntimeException if the repository or the service fails; the thing is polled again */
    @Override
    public Found send(JobExecution execution) {
        KeptOutcomes.Found found = outcomes.of(execution);
        if (!(found instanceof KeptOutcomes.Found.Kept kept)) {
            return found instanceof KeptOutcomes.Found.Nothing ? Found.NOTHING : Found.DAMAGED;
        }
        Redelivery.Result result = redelivery.send(kept.outcome(), execution.versionNumber());
        if (result instanceof Redelivery.Result.Later later) {
            if (later.withoutResponse()) {
                outcomes.hasNoResponse(kept.outcome());
            }
            throw later.failure();
        }
        if (result instanceof Redelivery.Result.Delivered) {
            outcomes.delivered(kept.outcome());
        }
        return Found.SENT; // or another worker was first: the sweep finds out what happened to this outcome
    }
}
