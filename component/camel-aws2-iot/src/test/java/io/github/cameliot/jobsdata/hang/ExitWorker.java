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

import java.net.URI;

/** A process whose route ends it while a job runs; a shutdown hook stops the context, as camel-main does. */
final class ExitWorker {

    private ExitWorker() {}

    /** @param args the endpoint of the service and the thing */
    public static void main(String[] args) throws Exception {
        Worker worker = new Worker(URI.create(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stops-camel"));
        worker.work(args[1], "", exchange -> System.exit(3));
        Thread.currentThread().join();
    }
}
