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
package io.github.cameliot.emulator;

/**
 * The limits of the service.
 *
 * @param documentLength characters of a job document
 * @param detailsPairs pairs of status details; documented as 10 in one place and as any number in another
 * @param detailsValueLength characters of one status detail's value
 * @param pendingListed executions that GetPendingJobExecutions lists in all, those in progress first; inferred from
 *     "about ten"
 * @param bodyBytes bytes of a request's body; the service's own number is not known; this one allows the longest
 *     document in the longest encoding
 */
public record Limits(int documentLength, int detailsPairs, int detailsValueLength, int pendingListed, int bodyBytes) {

    /**
     * The documented limits.
     *
     * <p>Source: JobDocument and DetailsValue, service model 2017-09-29; AWS IoT Device Management quotas.
     */
    public static final Limits DOCUMENTED = new Limits(32_768, 10, 1024, 10, 512 * 1024);

    /** A copy with another number of pairs of status details. */
    public Limits withDetailsPairs(int pairs) {
        return new Limits(documentLength, pairs, detailsValueLength, pendingListed, bodyBytes);
    }

    /** A copy with another length of the list of pending executions. */
    public Limits withPendingListed(int executions) {
        return new Limits(documentLength, detailsPairs, detailsValueLength, executions, bodyBytes);
    }
}
