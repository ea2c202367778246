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
package io.github.cameliot.example.boot;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The meters of the database, and their radio. */
@Component
public class Meters {

    private static final Duration RADIO = Duration.ofMillis(500);

    private final JdbcTemplate database;

    Meters(JdbcTemplate database) {
        this.database = database;
    }

    /** Takes as long as the radio takes. Rejects a meter that is not in the database: AWS does not retry such a job. */
    public void apply(@Header(IotJobsDataConstants.THING) String meter, @Body Map<String, Integer> document)
            throws InterruptedException {
        Thread.sleep(RADIO.toMillis());
        if (database.update("update meter set tariff = ? where name = ?", document.get("tariff"), meter) == 0) {
            throw new JobRejectedException(meter + " is not in the database");
        }
    }

    List<Meter> all() {
        return database.query("select name, tariff from meter order by name", new DataClassRowMapper<>(Meter.class));
    }

    /** As it is shown over HTTP. */
    public record Meter(String name, int tariff) {}
}
