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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A route that ends its own process. */
@Tag("process")
@ExtendWith(SideBySide.class)
class ExitTest {

    /** One second of Camel's timeout, and what a machine with little time needs to stop a context. */
    private static final int LONGEST_SECONDS = 6;

    @Test
    void systemExitInARouteEndsTheProcessSoonAndReleasesItsJob() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("exits"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                    .replace('\n', File.pathSeparatorChar),
                            ExitWorker.class.getName(),
                            bed.proxy().endpoint().toString(),
                            "exits")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            bed.closing(process::destroyForcibly);

            within(60).until(() -> !bed.proxy().calls(Call::isStartNext).isEmpty());

            within(LONGEST_SECONDS).until(() -> !process.isAlive());
            assertThat(process.exitValue()).isEqualTo(3);
            assertThat(bed.isReleased("exits")).as("%s", bed.execution("exits")).isTrue();
        }
    }
}
