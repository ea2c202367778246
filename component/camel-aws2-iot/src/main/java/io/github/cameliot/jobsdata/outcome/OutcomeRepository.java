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
 * Where outcomes that the service has not accepted yet outlive their process: a map from text to text, shared by the
 * workers of one AWS account and region. It holds no job documents.
 *
 * <p>Each method works or throws, within seconds: a job's end waits for it. It is called by several threads.
 */
public interface OutcomeRepository {

    /** Keeps this under the key, instead of what stood there. Other processes see it when this returns. */
    void keep(String key, String outcome);

    /** What stands under the key. */
    Optional<String> find(String key);

    /** All there is, by key. */
    Map<String, String> list();

    /** Forgets what stands under the key, if anything does. */
    void remove(String key);
}
