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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void theReasonIsMaskedWhoeverGivesIt() {
        assertThat(Outcome.failed("by hand, see https://me:pw@host/x?sig=1").reason())
                .isEqualTo("by hand, see https://xxxxxx@host/x?xxxxxx");
        assertThat(Outcome.released("its route could not be run: me:pw@host").reason())
                .isEqualTo("its route could not be run: xxxxxx@host");
        assertThat(Outcome.SUCCEEDED.reason()).isNull();
    }
}
