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
 * The user of a wait. Called by one thread at a time for reads, and by another thread for the timeout: the first one
 * ends the wait.
 *
 * @param <J> the type of a job in the responses
 */
public interface Observer<J> {

    /** The job was read. Must not block. */
    void looked(Wait<J> wait, Look<J> look);

    /** The timeout has passed. Must not block. */
    void timedOut(Wait<J> wait);
}
