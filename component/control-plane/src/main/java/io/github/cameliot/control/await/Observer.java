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
package io.github.cameliot.control.await;

/**
 * Who waits. Called by one thread at a time for looks, and for the timeout by another: what comes first ends the wait.
 *
 * @param <J> what the service says a job is
 */
public interface Observer<J> {

    /** There was a look at the job. Must not block. */
    void looked(Wait<J> wait, Look<J> look);

    /** The time is over. Must not block. */
    void timedOut(Wait<J> wait);
}
