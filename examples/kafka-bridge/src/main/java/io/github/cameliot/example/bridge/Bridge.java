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
package io.github.cameliot.example.bridge;

import io.github.cameliot.example.support.ChildProcess;
import java.util.Map;
import org.apache.camel.main.Main;

/** A bridge: what {@code application.properties} says. */
final class Bridge {

    private Bridge() {}

    /** For a process that the scenario starts: runs until its standard input ends. */
    public static void main(String[] args) throws Exception {
        ChildProcess.exitWhenInputEnds();
        of(Map.of()).run();
    }

    /**
     * A bridge to start.
     *
     * @param properties beside those of the file
     */
    static Main of(Map<String, String> properties) {
        Main bridge = new Main();
        properties.forEach(bridge::addOverrideProperty);
        return bridge;
    }
}
