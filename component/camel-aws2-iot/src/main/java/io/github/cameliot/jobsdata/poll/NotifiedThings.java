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

/**
 * The things of whose jobs this process is notified, so that polling finds nothing new. Called while the lock of the
 * schedule is held: implementations neither block nor throw.
 */
@FunctionalInterface
public interface NotifiedThings {

    /** No thing. */
    NotifiedThings NONE = (thing, since) -> false;

    /**
     * Whether this process has been notified of each new job of this thing since that time, without a gap.
     *
     * @param since on the clock of {@link System#nanoTime()}
     */
    boolean contains(String thing, long since);
}
