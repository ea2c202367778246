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
package io.github.cameliot.control;

import java.util.List;

/** Another job has the id of the job that should be created. Nothing was changed, and trying again does not help. */
public final class JobConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String jobId;
    private final transient List<String> differences;

    JobConflictException(String jobId, List<String> differences, Throwable cause) {
        super(
                "Cannot create job " + jobId + ": another job has this id, which differs in "
                        + String.join(", ", differences)
                        + ". Nothing was changed. Use another jobId, or create the job with the values of the existing"
                        + " one.",
                cause);
        this.jobId = jobId;
        this.differences = List.copyOf(differences);
    }

    public String jobId() {
        return jobId;
    }

    /** The differences, each by the name of its option; never a part of a document. */
    public List<String> differences() {
        return differences;
    }
}
