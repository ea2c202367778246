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

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.OnFailure;
import io.github.cameliot.jobsdata.exchange.ExchangeOutcome;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one job that are left, one after the other. */
final class WorkflowRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorkflow.class);

    private final Exchange caller;
    private final JobSession session;
    private final Workflow workflow;
    private final StepRoutes routes;
    private final StepRunner runner;
    private final StateWriter writer;
    private final StepResults results;
    private WorkflowState state;

    /** @throws WorkflowFailedException when the state that stands in the status details is not of this document */
    WorkflowRun(Exchange caller, JobSession session, Workflow workflow, StepRoutes routes, StepRunner runner) {
        this.caller = caller;
        this.session = session;
        this.workflow = workflow;
        this.routes = routes;
        this.runner = runner;
        this.writer = new StateWriter(session);
        this.results = new StepResults(workflow.steps());
        // Of this very claim, when the route of the job runs the workflow once more: a redelivery, say.
        Map<String, String> found =
                session.retainedDetails().isEmpty() ? session.statusDetails() : session.retainedDetails();
        this.state = WorkflowState.in(found, workflow).orElseGet(() -> WorkflowState.begun(workflow));
        this.results.restore(found, state.done());
    }

    /** The steps that are not finished. */
    List<Step> rest() {
        return state.rest(workflow);
    }

    Map<String, String> results() {
        return results.byName();
    }

    /**
     * Runs them.
     *
     * @return whether all are finished; false when a step has ended the session, by a hand-over or a report of its own
     * @throws JobLostException when the job is lost; nothing more is begun
     * @throws JobRejectedException when a step rejects the job
     * @throws WorkflowFailedException when a step fails, or may not be repeated
     */
    boolean run() {
        rest().stream().findFirst().ifPresent(this::refuseToRepeat);
        for (Step step : rest()) {
            if (!isOpen("begin step " + step.index())) {
                return false;
            }
            writer.retain(state, results);
            boolean isIgnored = !runs(step);
            if (!isOpen("go on after step " + step.index())) {
                return false;
            }
            state = state.finished(step, isIgnored);
            writer.retain(state, results);
            if (!writer.send()) {
                return false;
            }
        }
        return true;
    }

    /** The first step that is left may have been started by the claim before, unless that handed the job over in it. */
    private void refuseToRepeat(Step step) {
        boolean isHandedBack = state.handedBy() != 0
                && (state.handedBy() == session.attempt()
                        || (session.isHandOverExpired() && state.handedBy() + 1 == session.attempt()));
        boolean mayHaveBeenStarted =
                session.isResumed() && session.retainedDetails().isEmpty() && !isHandedBack;
        if (mayHaveBeenStarted && !routes.isRepeatable(step)) {
            throw new WorkflowFailedException(named(step) + " may have been started by an earlier claim of this job"
                    + " (attempt " + (session.attempt() - 1) + "), and its route is declared repeatable=false. "
                    + state.done() + " steps were finished before it. Find out what it did, and create the job anew.");
        }
    }

    /** @return false when it failed and is ignored */
    private boolean runs(Step step) {
        LOG.info("Begin {} of {}, {} done.", named(step), session.execution().id(), state.done());
        long begun = System.nanoTime();
        Exchange exchange = StepExchange.of(
                caller,
                session.execution().jobDocument(),
                step,
                workflow.steps().size(),
                results());
        if (!isOverInTime(step, exchange)) {
            isOpen("go on after step " + step.index());
            throw new WorkflowFailedException(named(step) + " was interrupted: it took longer than stepTimeLimit, "
                    + runner.limit().toMillis() + " ms. It may still be going on.");
        }
        Outcome outcome = ExchangeOutcome.of(exchange, OnFailure.fail);
        String end = outcome.isReleased() ? "stopped" : outcome.status().name();
        LOG.info(
                "End {} of {}: {} after {} ms.",
                named(step),
                session.execution().id(),
                end,
                (System.nanoTime() - begun) / 1_000_000);
        if (outcome.status() == ExecutionStatus.SUCCEEDED) {
            results.add(step, exchange.getMessage().getHeader(WorkflowConstants.STEP_RESULT, String.class));
            return true;
        }
        if (!isOpen("go on after step " + step.index())) {
            return true; // what it did after it had ended the session does not count
        }
        failed(step, outcome, cause(exchange));
        return false;
    }

    private boolean isOverInTime(Step step, Exchange exchange) {
        try {
            return runner.run(routes.consumer(step), exchange);
        } catch (RejectedExecutionException e) {
            isOpen("go on after step " + step.index()); // a loss may have been what interrupted it
            throw e;
        }
    }

    /** Throws, unless the failure is ignored. */
    private void failed(Step step, Outcome outcome, Throwable cause) {
        JobLostException lost = ObjectHelper.getException(JobLostException.class, cause);
        if (lost != null) {
            throw lost;
        }
        if (outcome.isReleased()) {
            // As the step had it: from this type the component knows that the worker stops, and releases the job.
            throw new RejectedExecutionException(named(step) + ": " + outcome.reason(), cause);
        }
        if (outcome.status() == ExecutionStatus.REJECTED) {
            // Without its cause, which has been logged in its route: Camel would find that one's reason first.
            throw new JobRejectedException(named(step) + " rejects the job: " + outcome.reason());
        }
        if (!step.ignoreFailure()) {
            throw new WorkflowFailedException(named(step) + " failed: " + outcome.reason(), withoutRejection(cause));
        }
        LOG.warn(
                "{} of {} failed, which its document says to ignore (ignoreStepFailure); the next step is run: {}",
                named(step),
                session.execution().id(),
                Names.shown(String.valueOf(outcome.reason())));
    }

    /** A rejection that its route has overruled must not reject the job after all. */
    private static Throwable withoutRejection(Throwable cause) {
        return ObjectHelper.getException(JobRejectedException.class, cause) == null ? cause : null;
    }

    private static Throwable cause(Exchange exchange) {
        return exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    /**
     * Whether the session is still open.
     *
     * @return false when it has ended otherwise than by a loss
     */
    private boolean isOpen(String tried) {
        if (session.isLost()) {
            throw new JobLostException(
                    tried, session.execution(), session.loss().orElseThrow(), null);
        }
        return session.state() == State.OPEN;
    }

    private String named(Step step) {
        return "Step " + step.index() + " of " + workflow.steps().size() + " " + Names.shown(step.name()) + " ("
                + step.handler() + ")";
    }
}
