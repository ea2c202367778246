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
package io.github.cameliot.example.pipeline;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One job for each shop, and how it must end. */
final class Jobs {

    static final List<String> SHOPS = List.of("shop-berlin", "shop-lyon", "shop-oslo", "shop-rome");

    /** Worker-a is killed in step 3 of this one. */
    static final String INTERRUPTED = "shop-lyon";

    /** Status, and who ran which steps: worker-a's and worker-b's, in order. */
    static final Map<String, String> PLANNED = planned();

    private Jobs() {}

    private static Map<String, String> planned() {
        Map<String, String> planned = new LinkedHashMap<>();
        planned.put("shop-berlin", "SUCCEEDED a1 a2 a3 a4 a5 b5");
        planned.put("shop-lyon", "SUCCEEDED a1 a2 a3 b3 b4 b5 b5");
        planned.put("shop-oslo", "FAILED a1 a2 a3 a4");
        planned.put("shop-rome", "REJECTED a1 a2 a3 a4 a5");
        return planned;
    }

    static String jobOf(String shop) {
        return "prices-7-" + shop.substring("shop-".length());
    }

    static void create(JobsEmulator emulator, Services services) throws Exception {
        String document = document();
        for (String shop : SHOPS) {
            emulator.createJob(
                    jobOf(shop),
                    document.replace("THING", shop)
                            .replace("URL", services.fileUrl())
                            .replace("CHECKSUM", services.checksum()),
                    shop);
        }
    }

    private static String document() throws IOException {
        try (InputStream in = Jobs.class.getResourceAsStream("/jobs/prices.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Execution execution(JobsEmulator emulator, String shop) {
        return emulator.execution(shop, jobOf(shop));
    }

    /** The message that approves or rejects the job of a shop. */
    static String decision(String shop, String by, boolean approved) {
        return """
                {"thing": "%s", "jobId": "%s", "executionNumber": 1, "by": "%s", "approved": %s, "step": "confirm"}
                """.formatted(shop, jobOf(shop), by, approved);
    }
}
