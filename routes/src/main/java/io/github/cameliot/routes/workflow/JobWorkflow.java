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
import io.github.cameliot.jobsdata.options.CamelDurations;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Runs the steps of the job that the exchange has claimed, each in the user's route {@code direct:step-<handler>}. The
 * processor of the Kamelet {@code aws-iot-jobs-workflow-action}.
 *
 * <p>Each finished step is one progress report with the state of the workflow, so that after a crash the next worker
 * continues after the finished steps. Throws nothing when all steps are finished; the end of the route reports the job.
 * When a step ends the session itself, for example by a hand-over, the rest of the route does not run.
 */
public final class JobWorkflow extends ServiceSupport implements Processor {

    private static final Duration LONGEST_STEP = Duration.ofDays(365);

    private String prefix = "step-";
    private Set<String> notRepeatable = Set.of();
    private DocumentShapes shapes = DocumentShapes.DEFAULT;
    private Object conditionValues = "";
    private Duration stepTimeLimit;
    private HandlerSchemas schemas;
    private ExecutorService threads;
    private CamelContext context;

    /**
     * @throws IllegalStateException when the exchange has no open session
     * @throws io.github.cameliot.jobsdata.JobRejectedException when the document cannot be carried out here, or a step
     *     rejects the job
     * @throws WorkflowFailedException when a step fails
     * @throws io.github.cameliot.jobsdata.session.JobLostException when the job is lost
     */
    @Override
    public void process(Exchange exchange) {
        JobSession session = session(exchange);
        Workflow workflow = Workflow.parse(session.execution().jobDocument(), shapes);
        conditions().check(workflow.conditions());
        StepRoutes routes = new StepRoutes(exchange.getContext(), prefix, notRepeatable);
        WorkflowRun run = new WorkflowRun(
                exchange,
                session,
                workflow,
                routes,
                new StepRunner(stepTimeLimit, () -> threads(exchange.getContext())));
        check(exchange.getContext(), run.rest(), routes);
        if (!run.run()) {
            exchange.setRouteStop(true);
        }
        exchange.getMessage().setHeader(WorkflowConstants.STEP_RESULTS, run.results());
    }

    private void check(CamelContext camel, List<Step> steps, StepRoutes routes) {
        routes.check(steps);
        if (schemas != null) {
            steps.forEach(step -> schemas.check(camel, routes.handler(step), step));
        }
    }

    private static JobSession session(Exchange exchange) {
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        if (session == null) {
            throw new IllegalStateException("Cannot run a workflow: this exchange has not claimed a job."
                    + " Begin the route with from(\"iot-jobs-data:startNext?thing=...\") or"
                    + " kamelet:aws-iot-jobs-source, or claim with to(\"iot-jobs-data:startNext?session=true\").");
        }
        if (session.state() != State.OPEN && !session.isLost()) {
            throw new IllegalStateException(
                    "The workflow of " + session.execution().id()
                            + " cannot be run: its session has ended, " + session.state()
                            + ". Run it before the route reports or hands over the job.");
        }
        return session;
    }

    private ConditionValues conditions() {
        return conditionValues instanceof Map<?, ?> bean
                ? ConditionValues.of(bean)
                : ConditionValues.parse(String.valueOf(conditionValues));
    }

    /** Only with a time limit are threads needed. */
    private synchronized ExecutorService threads(CamelContext camel) {
        if (threads == null || threads.isShutdown()) {
            context = camel;
            threads = camel.getExecutorServiceManager().newCachedThreadPool(this, "IotJobsWorkflowStep");
        }
        return threads;
    }

    @Override
    protected synchronized void doStop() {
        if (threads != null) {
            context.getExecutorServiceManager().shutdownNow(threads);
            threads = null;
        }
    }

    /** The text before the handler's name in the endpoint of its route: letters, digits and {@code ._-}, or nothing. */
    public void setPrefix(String prefix) {
        if (!prefix.matches("[A-Za-z0-9._-]{0,64}")) {
            throw new IllegalArgumentException(
                    "prefix=" + prefix
                            + " is not possible: it is part of direct:<prefix><handler>. Use letters, digits and ._- as in step-.");
        }
        this.prefix = prefix;
    }

    /** The handlers, separated by commas, whose steps are not run again when they may have been started before. */
    public void setNotRepeatable(String handlers) {
        notRepeatable = Set.copyOf(DocumentShapes.listed(handlers));
    }

    /** The members, separated by commas, that name the handler in a document without steps; the first one counts. */
    public void setOperationMember(String names) {
        shapes = shapes.withOperationMembers(names);
    }

    /** The handler for documents of any other form; empty for none: their jobs are rejected. */
    public void setDocumentHandler(String handler) {
        shapes = shapes.withDocumentHandler(handler);
    }

    /** The values that conditions are compared with: text as in {@code model=P200;region=eu}, or a Map. */
    public void setConditionValues(Object values) {
        if (!(values instanceof Map)) {
            ConditionValues.parse(String.valueOf(values));
        }
        this.conditionValues = values;
    }

    /** How long a step may take; zero for no limit. */
    public void setStepTimeLimit(Duration limit) {
        if (limit.isNegative() || limit.compareTo(LONGEST_STEP) > 0) {
            throw new IllegalArgumentException("stepTimeLimit=" + CamelDurations.format(limit)
                    + " is not possible: use at most 365d, as in 10m, or 0 for no limit.");
        }
        this.stepTimeLimit = limit.isZero() ? null : limit;
    }

    /** A folder with schemas, {@code <handler>.json}, as in {@code classpath:schemas}; empty for none. */
    public void setSchemas(String folder) {
        this.schemas = folder.isBlank() ? null : new HandlerSchemas(folder);
    }
}
