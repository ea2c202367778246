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

import io.github.cameliot.jobsdata.claim.Worker;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who this process is, in the marks it leaves. */
final class WorkerIdentity {

    private WorkerIdentity() {}

    static Worker of(IotJobsDataConfiguration c) {
        boolean explicit = c.getWorkerId() != null;
        return new Worker(
                explicit ? c.getWorkerId() : host(),
                explicit,
                Worker.THIS_PROCESS,
                c.getLease(),
                c.getResume(),
                c.getMaxAttempts());
    }

    private static String host() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            name = "unknown-host"; // a name for people: what tells workers apart is the incarnation
        }
        String fit = name.replaceAll("[^a-zA-Z0-9._:@-]", "-");
        return fit.substring(0, Math.min(64, fit.length()));
    }
}
