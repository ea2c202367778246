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

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/** Shows what the workers of this process do: jobs that are open, and what was decided so far. */
@DevConsole(name = "iot-jobs", displayName = "AWS IoT Jobs", description = "Jobs that are worked off now")
public class IotJobsDataDevConsole extends AbstractDevConsole {

    public IotJobsDataDevConsole() {
        super("camel", "iot-jobs", "AWS IoT Jobs", "Jobs that are worked off now");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        components().forEach(c -> {
            c.sessions().forEach(s -> text.append(line(s)).append('\n'));
            text.append(counts(c.counters())).append('\n');
        });
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put(
                "jobs",
                components().stream()
                        .flatMap(c -> c.sessions().stream())
                        .map(IotJobsDataDevConsole::json)
                        .toList());
        JsonObject counters = new JsonObject();
        for (Counter counter : Counter.values()) {
            counters.put(
                    counter.name(),
                    components().stream()
                            .mapToLong(c -> c.counters().get(counter))
                            .sum());
        }
        root.put("counters", counters);
        return root;
    }

    private List<IotJobsDataComponent> components() {
        Collection<String> names = getCamelContext().getComponentNames();
        return names.stream()
                .map(n -> getCamelContext().hasComponent(n))
                .filter(IotJobsDataComponent.class::isInstance)
                .map(IotJobsDataComponent.class::cast)
                .distinct()
                .toList();
    }

    private static String line(JobSession s) {
        return "%s on %s, execution %d, attempt %d: %s, claimed %d s ago"
                .formatted(
                        s.execution().jobId(),
                        s.execution().thing(),
                        s.execution().executionNumber(),
                        s.attempt(),
                        s.state(),
                        s.age().toSeconds());
    }

    private static JsonObject json(JobSession s) {
        JsonObject job = new JsonObject();
        job.put("jobId", s.execution().jobId());
        job.put("thing", s.execution().thing());
        job.put("executionNumber", s.execution().executionNumber());
        job.put("attempt", s.attempt());
        job.put("state", s.state().name());
        job.put("ageSeconds", s.age().toSeconds());
        return job;
    }

    private static String counts(Counters counters) {
        return Arrays.stream(Counter.values())
                .map(c -> c + "=" + counters.get(c))
                .collect(Collectors.joining(" "));
    }
}
