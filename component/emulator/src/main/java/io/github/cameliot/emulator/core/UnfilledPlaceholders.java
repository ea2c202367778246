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
package io.github.cameliot.emulator.core;

import java.util.HashSet;
import java.util.Set;

/** Logs, once for each kind, which placeholders the emulator does not fill. Guarded by {@link ServiceState}'s lock. */
final class UnfilledPlaceholders {

    private static final System.Logger LOG = System.getLogger(UnfilledPlaceholders.class.getName());
    private static final int MOST_KINDS = 100;

    private final Set<String> told = new HashSet<>();

    void tell(JobRequest request) {
        for (String kind : Placeholders.unfilledKinds(request.document().textWithParameters())) {
            if (told.size() < MOST_KINDS && told.add(kind)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The document of job {0} has the placeholder $'{'aws:iot:{1}...'}', which is not filled "
                                + "here: things get it unchanged, where AWS may fill or refuse it. This is logged "
                                + "once for each kind.",
                        request.jobId(),
                        kind);
            }
        }
    }
}
