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
package io.github.cameliot.jobsdata.client;

import java.util.Objects;

/**
 * Identifies a service: the endpoint that a call reaches, and the identity of the caller. Claims, sessions and kept
 * outcomes of two services never mix, even where things and jobs have the same names.
 *
 * @param name as {@link JobsDataClient#service()}; shown to people and written into kept outcomes
 * @param identity of the caller: the credential options, or the client that the user has set
 */
public record ServiceId(String name, Object identity) {

    public ServiceId {
        Objects.requireNonNull(name);
        Objects.requireNonNull(identity);
    }

    /**
     * Of its name only: the hashCode of the record would also link those of the kinds of identity, at the start of each
     * worker.
     */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Only its name: an identity may be a secret. */
    @Override
    public String toString() {
        return name;
    }
}
