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
package io.github.cameliot.emulator.core;

import io.github.cameliot.emulator.Execution;

/**
 * An execution as returned by the service.
 *
 * @param execution the execution itself
 * @param secondsBeforeTimedOut whole seconds until the earlier of its two timers; null if none is running
 * @param document the job document
 * @param forceCanceled whether it was canceled by force
 * @param retryAttempt 0 for the first execution, and one more for each retry
 */
public record ExecutionView(
        Execution execution, Long secondsBeforeTimedOut, String document, boolean forceCanceled, int retryAttempt) {}
