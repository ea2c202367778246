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
package io.github.cameliot.jobsdata.lease;

import java.time.Duration;

/**
 * The time since the last write of a claim.
 *
 * @param age since the last acknowledged write was sent
 * @param used the same as a fraction of the lease: at 1 other workers may take the job over
 */
public record Lapse(Duration age, double used) {

    /** For no claim. */
    public static final Lapse NONE = new Lapse(Duration.ZERO, 0);

    /** The one that has used more of its lease. */
    public Lapse or(Lapse other) {
        return other.used > used ? other : this;
    }
}
