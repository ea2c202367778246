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

import java.util.Map;
import java.util.Optional;

/**
 * Where outcomes that the service has not accepted yet outlive their process: a map from text to text, shared by workers.
 * Several services may share one, because each outcome names its service (see {@link KeptOutcome#service()}). It holds no
 * job documents.
 *
 * <p>A key is {@code thing/jobId/executionNumber/claimId}: at most 230 characters of {@code a-z A-Z 0-9 : _ - /}. A value
 * is two lines of text, as {@link KeptOutcome} shows them, with one more above them in quarantine; mostly below 1 KB, at
 * most about 22,000 characters of any script.
 *
 * <p>The methods are called on threads of the component's own, up to 64 calls at once and those about one key one after
 * the other; no transaction of a route is bound there. Each works or throws. A job's end waits for a keep and its
 * read-back 3 seconds at most, a take-over as long for a find: a call that takes longer goes on, and counts as failed. An
 * outcome that is not kept is reported all the same.
 */
public interface OutcomeRepository {

    /**
     * Keeps this under the key, instead of what stood there. Other processes see it when this returns. The component reads
     * it back by {@link #find}: only what comes back as it was written, to the character, counts as kept.
     */
    void keep(String key, String outcome);

    /** What stands under the key. */
    Optional<String> find(String key);

    /** All there is, by key; also what this process did not keep. Each process asks every 10 to 15 seconds. */
    Map<String, String> list();

    /** Forgets what stands under the key, if anything does. */
    void remove(String key);
}
