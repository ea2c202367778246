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

import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/** Shows what the consumers and producers of a Camel context do: open jobs, things, errors, and outcomes. */
@DevConsole(
        name = "iot-jobs",
        displayName = "AWS IoT Jobs",
        description = "Open jobs, things that are polled, blocked or failing, and outcomes that wait")
public class IotJobsDataDevConsole extends AbstractDevConsole {

    /** How many entries each list has at most. */
    public static final String LIMIT = "limit";

    private static final int MOST = 100;

    public IotJobsDataDevConsole() {
        super(
                "camel",
                "iot-jobs",
                "AWS IoT Jobs",
                "Open jobs, things that are polled, blocked or failing, and outcomes that wait");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return ConsoleText.of(new ConsoleData(getCamelContext(), most(options)).read());
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return new ConsoleData(getCamelContext(), most(options)).read();
    }

    private static int most(Map<String, Object> options) {
        Object limit = options.get(LIMIT);
        return limit != null && limit.toString().matches("[0-9]{1,6}") ? Integer.parseInt(limit.toString()) : MOST;
    }
}
