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
package io.github.cameliot.jobsdata;

/** How push subscribes the notifications of its things. */
public enum PushSubscriptions {
    /** {@link #wildcard} with a {@code things} bean and with more than 50 things, else {@link #each}. */
    auto,
    /** One subscription for the things of the whole account; those of others are ignored. */
    wildcard,
    /** One for each thing, up to the 50 that AWS allows for each connection. */
    each
}
