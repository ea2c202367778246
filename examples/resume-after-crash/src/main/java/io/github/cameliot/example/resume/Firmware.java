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
package io.github.cameliot.example.resume;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Header;

/** The work, in two steps: a download, which need not be repeated, and an installation, which takes its time. */
public final class Firmware {

    static final String DOWNLOAD = "download";
    static final String INSTALL = "install";

    private final Journal journal;
    private final String worker;
    private final Duration installTakes;

    Firmware(Journal journal, String worker, Duration installTakes) {
        this.journal = journal;
        this.worker = worker;
        this.installTakes = installTakes;
    }

    public void download(
            @Header(IotJobsDataConstants.THING) String thing, @Header(IotJobsDataConstants.JOB_ID) String job)
            throws IOException {
        journal.write(new Journal.Entry(worker, thing, job, DOWNLOAD));
    }

    public void install(
            @Header(IotJobsDataConstants.THING) String thing, @Header(IotJobsDataConstants.JOB_ID) String job)
            throws IOException, InterruptedException {
        journal.write(new Journal.Entry(worker, thing, job, INSTALL));
        Thread.sleep(installTakes.toMillis());
    }
}
