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

import io.github.cameliot.jobsdata.session.JobSession;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step of a route that blocks until the test lets it end; later jobs then end at once. */
final class BlockingJob implements Processor {

    private final BlockingQueue<Exchange> started = new LinkedBlockingQueue<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        runs.incrementAndGet();
        started.add(exchange);
        mayEnd.await();
    }

    /** The next exchange that has come to this step. */
    Exchange awaitExchange() throws InterruptedException {
        Exchange exchange = started.poll(30, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("No exchange has come to this step within 30 seconds.");
        }
        return exchange;
    }

    JobSession awaitSession() throws InterruptedException {
        return session(awaitExchange());
    }

    static JobSession session(Exchange exchange) {
        return exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
    }

    /** How many exchanges have come to this step. */
    int runs() {
        return runs.get();
    }

    void letEnd() {
        mayEnd.countDown();
    }
}
