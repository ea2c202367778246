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

/**
 * The wait for a job was ended because the route or the Camel context is stopping. The job continues, and can be
 * awaited again.
 */
public final class AwaitStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String jobId;

    AwaitStoppedException(String jobId) {
        super("Waiting for job " + jobId
                + " was ended because this route or the Camel context is stopping, so the result of the job is not "
                + "known here. The job continues: await it again after the start.");
        this.jobId = jobId;
    }

    public String jobId() {
        return jobId;
    }
}
