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
package io.github.cameliot.benchmarks.loop;

/** A program that runs jobs, always with the same number of threads. */
interface Contender extends AutoCloseable {

    String name();

    /** The prefix of the names of its things. */
    String prefix();

    /**
     * Runs the jobs that are queued on its things, until each thing was found empty.
     *
     * @param jobs how many there are
     */
    void workOff(int jobs) throws InterruptedException;

    /** The number of jobs done in all slices together. */
    long done();

    @Override
    void close();
}
