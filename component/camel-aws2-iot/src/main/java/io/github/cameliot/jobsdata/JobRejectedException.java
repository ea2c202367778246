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

/**
 * Thrown by a route that refuses the job. The job is reported REJECTED, with this message as the reason, whatever
 * {@code onFailure} is set to. The service does not retry a rejected job.
 */
public class JobRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobRejectedException(String message) {
        super(message);
    }

    public JobRejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
