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

import java.io.IOException;
import java.util.Map;
import org.apache.camel.main.Main;

/** A bridge: what {@code application.properties} says. */
final class Bridge {

    private Bridge() {}

    /** Runs in a process that the story has started, until that one closes the standard input, or is gone. */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(Bridge::exitWhenInputEnds, "until the input ends");
        watch.setDaemon(true);
        watch.start();
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

    private static void exitWhenInputEnds() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said there
            }
        } catch (IOException e) {
            // gone, which says the same
        }
        System.exit(0);
    }
}
