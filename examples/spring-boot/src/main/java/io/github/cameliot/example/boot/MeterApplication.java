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

import io.github.cameliot.example.support.Terminal;
import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The application. With {@code iot.endpoint} it works off the jobs of an AWS account until it is stopped; without, those of
 * an emulator in this process, and ends by itself.
 */
@SpringBootApplication
public class MeterApplication {

    /** Outcomes are kept in the application's own database. */
    @Bean
    OutcomeRepository outcomes(DataSource dataSource) {
        return new JdbcOutcomeRepository(dataSource);
    }

    /** Ends with exit code 1, and a sentence for each thing that was not as expected, if there is any. */
    public static void main(String[] args) throws Exception {
        if (isForAws(args)) {
            SpringApplication.run(MeterApplication.class, args);
            return;
        }
        List<String> differences = Demo.run(Terminal.out());
        if (!differences.isEmpty()) {
            differences.forEach(System.err::println);
            System.exit(1);
        }
    }

    private static boolean isForAws(String[] args) {
        return System.getProperty("iot.endpoint", System.getenv("IOT_ENDPOINT")) != null
                || Arrays.stream(args).anyMatch(arg -> arg.startsWith("--iot.endpoint="));
    }
}
