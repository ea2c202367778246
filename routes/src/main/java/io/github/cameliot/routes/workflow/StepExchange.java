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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/** Makes the exchange of a step: a copy of the one that runs the workflow, which keeps its own body and headers. */
final class StepExchange {

    /** What an earlier step, or the route before the workflow, has said about itself. */
    private static final List<String> NOT_COPIED = List.of(
            IotJobsDataConstants.OUTCOME,
            IotJobsDataConstants.OUTCOME_REASON,
            IotJobsDataConstants.UPDATE_STATUS,
            IotJobsDataConstants.UPDATE_STATUS_DETAILS,
            IotJobsDataConstants.EXPECTED_VERSION,
            IotJobsDataConstants.STEP_TIMEOUT,
            WorkflowConstants.STEP_RESULT);

    private StepExchange() {}

    static Exchange of(Exchange caller, String document, Step step, int count, Map<String, String> results) {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(caller, false);
        copy.setException(null);
        copy.setRollbackOnly(false);
        copy.setRollbackOnlyLast(false);
        copy.removeProperty(Exchange.EXCEPTION_CAUGHT);
        copy.getExchangeExtension().setErrorHandlerHandled(null);
        copy.getExchangeExtension().setFailureHandled(false);
        copy.setProperty(WorkflowConstants.JOB_DOCUMENT, document);
        Message message = copy.getMessage();
        NOT_COPIED.forEach(message::removeHeader);
        message.setBody(step.input());
        message.setHeader(WorkflowConstants.STEP_NAME, step.name());
        message.setHeader(WorkflowConstants.STEP_HANDLER, step.handler());
        message.setHeader(WorkflowConstants.STEP_ARGUMENTS, step.arguments());
        message.setHeader(WorkflowConstants.STEP_INDEX, step.index());
        message.setHeader(WorkflowConstants.STEP_COUNT, count);
        message.setHeader(WorkflowConstants.STEP_RESULTS, Collections.unmodifiableMap(results));
        put(message, WorkflowConstants.STEP_PATH, step.path());
        put(message, WorkflowConstants.STEP_RUN_AS_USER, step.runAsUser());
        put(message, WorkflowConstants.STEP_ALLOW_STD_ERR, step.allowStdErr());
        return copy;
    }

    private static void put(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
