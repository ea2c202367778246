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
 * Keeps outcomes that the service has not accepted yet, so that they survive the end of their process: a map from text
 * to text, shared by workers. Several services may share one repository, because each outcome contains the name of its
 * service (see {@link KeptOutcome#service()}). It holds no job documents.
 *
 * <p>A key is {@code thing/jobId/executionNumber/claimId}: at most 230 characters of {@code a-z A-Z 0-9 : _ - /}. A
 * value is two lines of text, see {@link KeptOutcome}, with one more line above them in quarantine. Most values are
 * below 1 KB; the maximum is about 22,000 characters of any script.
 *
 * <p>The methods are called on threads of the component, up to 64 calls at once; calls for one key run one after the
 * other. No transaction of a route is bound to these threads. Each method must succeed or throw. The end of a job waits
 * at most 3 seconds for keep and read-back, and a take-over waits as long for find. A call that takes longer continues,
 * but counts as failed. An outcome that cannot be kept is reported nevertheless.
 */
public interface OutcomeRepository {

    /**
     * Keeps this value under the key, and replaces an earlier value. Other processes see it when this method returns.
     * The component reads it back with {@link #find}: it counts as kept only if every character comes back as it was
     * written.
     */
    void keep(String key, String outcome);

    /** The value under the key. */
    Optional<String> find(String key);

    /**
     * All values, by key, including those that other processes have kept. Each process calls this every 10 to 15
     * seconds.
     */
    Map<String, String> list();

    /** Removes the value under the key, if there is one. */
    void remove(String key);
}
