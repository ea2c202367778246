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
package io.github.cameliot.example.rollout;

import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.Things;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The things of the scenario, and what they do with a job. Version 3 does not run on the hardware of two of them; an
 * installation can be held up.
 */
public final class Fleet implements Things, AutoCloseable {

    private static final Set<String> OLD_HARDWARE = Set.of("pump-03", "pump-04");

    private final Set<String> online = ConcurrentHashMap.newKeySet();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final String heldJob;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** @param heldJob the job whose installations wait for {@link #goOn} */
    Fleet(String heldJob) {
        this.heldJob = heldJob;
        Release.RINGS.forEach(ring -> online.addAll(ring.things()));
    }

    void start(URI endpoint, String region) throws Exception {
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        camel.getRegistry().bind("fleet", this);
        IotJobsDataConfiguration options =
                camel.getComponent("iot-jobs-data", IotJobsDataComponent.class).getConfiguration();
        options.setUriEndpointOverride(endpoint.toString());
        options.setRegion(region);
        options.setAccessKey("emulator");
        options.setSecretKey("emulator");
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:fleet/fleet.yaml"));
        camel.start();
    }

    /** The things that are online. */
    @Override
    public Collection<String> list() {
        return Set.copyOf(online);
    }

    void goOffline(String thing) {
        online.remove(thing);
    }

    /** Lets the installations go on that are held up. */
    void goOn() {
        goOn.countDown();
    }

    /** The work of a thing: a job that throws is reported FAILED. */
    public void install(
            @Header(IotJobsDataConstants.THING) String thing,
            @Header(IotJobsDataConstants.JOB_ID) String job,
            @Body String document)
            throws InterruptedException {
        if (job.equals(heldJob)) {
            goOn.await();
        }
        if (document.contains("\"version\":\"3.") && OLD_HARDWARE.contains(thing)) {
            throw new IllegalStateException("version 3 does not run on the hardware of " + thing);
        }
    }

    @Override
    public void close() {
        goOn();
        camel.stop();
    }
}
