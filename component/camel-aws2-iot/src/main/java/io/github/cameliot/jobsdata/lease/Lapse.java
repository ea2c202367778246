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
 * How long the service has heard nothing of a claim.
 *
 * @param age since the last write that was acknowledged was sent
 * @param used the same as a part of the lease: at 1 others may take the claim
 */
public record Lapse(Duration age, double used) {

    /** Of no claim. */
    public static final Lapse NONE = new Lapse(Duration.ZERO, 0);

    /** Whichever has used more of its lease. */
    public Lapse or(Lapse other) {
        return other.used > used ? other : this;
    }
}
