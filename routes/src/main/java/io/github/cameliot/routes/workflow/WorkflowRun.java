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
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
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

    /** @throws WorkflowFailedException when the state in the status details does not belong to this document */
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

    /**
     * The first step that is left may have been started by the claim before, unless that handed the job over in it; or by
     * this one, when its route runs the workflow once more.
     */
    private void refuseToRepeat(Step step) {
        boolean isBegunHere = !session.retainedDetails().isEmpty();
        boolean mayHaveBeenStarted = isBegunHere
                || (session.isResumed() && !state.isHandedBackTo(session.attempt(), session.isHandOverExpired()));
        if (mayHaveBeenStarted && !routes.isRepeatable(step)) {
            throw new WorkflowFailedException(named(step) + " may have been started before"
                    + (isBegunHere ? "" : ", by an earlier claim of this job")
                    + " (attempt " + session.attempt() + "), and its handler is declared as not repeatable. "
                    + state.done() + " steps were finished before it. Find out what it did, and create the job again.");
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
                    + runner.limit().toMillis() + " ms. It may still be running.");
        }
        StepEnd end = StepEnd.of(exchange);
        LOG.info(
                "End {} of {}: {} after {} ms.",
                named(step),
                session.execution().id(),
                end.word(),
                (System.nanoTime() - begun) / 1_000_000);
        if (end.isSuccess()) {
            results.add(step, exchange.getMessage().getHeader(WorkflowConstants.STEP_RESULT, String.class));
            return true;
        }
        if (!isOpen("go on after step " + step.index())) {
            return true; // how it ended after it had ended the session does not count
        }
        WorkflowFailedException failure = end.failure(named(step));
        if (!step.ignoreFailure()) {
            throw failure;
        }
        LOG.warn(
                "A step of {} failed, and the document says to ignore that (ignoreStepFailure). The next step runs."
                        + " The failure: {}",
                session.execution().id(),
                Names.shown(failure.getMessage()));
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
        return step.named(workflow.steps().size());
    }
}
