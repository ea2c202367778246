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

import io.github.cameliot.control.await.WaitTerms;

/**
 * The settings of the wait of one exchange.
 *
 * @param mustExist whether it is an error if the job does not exist; else its creation is awaited
 * @param executions the executions that the verdict lists; null for none
 */
record AwaitTerms(
        String jobId, Verdicts verdicts, WaitTerms waiting, boolean mustExist, ExecutionReader.Wanted executions) {}
