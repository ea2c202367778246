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
package io.github.cameliot.example.rollout;

import io.github.cameliot.example.support.ChildProcess;
import org.apache.camel.main.Main;

/** The orchestrator: runs the routes in {@code camel/}, and has nothing else. Its settings are system properties. */
final class Orchestrator {

    private Orchestrator() {}

    /** For a process that the scenario starts: runs until its standard input ends. */
    public static void main(String[] args) throws Exception {
        ChildProcess.exitWhenInputEnds();
        run();
    }

    /** Runs until the process is stopped. */
    static void run() throws Exception {
        new Main().run();
    }
}
