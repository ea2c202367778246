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

/** The things of a job. Source: CreateJobRequest#targetSelection, service model 2015-05-28. */
public enum TargetSelection {
    /** The targets at the time of the job's creation; the job is completed when all have ended. */
    SNAPSHOT,
    /** Also things that join a target group later; the job stays open for them. */
    CONTINUOUS
}
