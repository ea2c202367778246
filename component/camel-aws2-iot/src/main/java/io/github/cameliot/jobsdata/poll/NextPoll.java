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
package io.github.cameliot.jobsdata.poll;

import java.time.Duration;

/**
 * The poll that comes next.
 *
 * @param due things that should be polled now, and are waiting for a permit or a thread
 * @param thing the thing that is polled next; null if none is waiting
 * @param in the time until then; null if none is waiting
 */
public record NextPoll(int due, String thing, Duration in) {}
