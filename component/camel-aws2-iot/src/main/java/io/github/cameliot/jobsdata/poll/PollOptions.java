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

import io.github.cameliot.jobsdata.rate.RequestRate;
import java.util.Map;

/**
 * How a {@link PollLoop} polls.
 *
 * @param pauses how long to wait between two polls of a thing
 * @param maxInFlight how many jobs may run at once, over all things; more than zero
 * @param details the user's status details, sent with each claim; empty for none
 * @param rate limits the calls
 */
public record PollOptions(Pauses pauses, int maxInFlight, Map<String, String> details, RequestRate rate) {}
