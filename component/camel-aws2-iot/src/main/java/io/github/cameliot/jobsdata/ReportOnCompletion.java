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
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports when the exchange has ended, wherever that is: an exchange that took the job over reports too. */
final class ReportOnCompletion extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(JobSession.class);

    private final JobSession session;
    private final OnFailure onFailure;

    private final Runnable ended;

    /** @param ended run last, whatever the report came to */
    ReportOnCompletion(JobSession session, OnFailure onFailure, Runnable ended) {
        this.session = session;
        this.onFailure = onFailure;
        this.ended = ended;
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            session.finish(ExchangeOutcome.of(exchange, onFailure));
        } catch (RuntimeException e) {
            LOG.error("No report for {}: its lease runs out and it is run again.", session.execution(), e);
        } finally {
            ended.run();
        }
    }
}
