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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The progress of a workflow, as the status details show it to people and to the next worker:
 *
 * <pre>v1 doc=9f2c41d07b3a done=3 of=5 ignored=2</pre>
 *
 * @param fingerprint of the document that it was begun with
 * @param done how many steps are finished, the ignored ones included; they are the first ones
 * @param of how many there are
 * @param ignored the finished steps that failed, and were ignored
 * @param handedBy which attempt at the job handed it over in the step after those; 0 for none
 */
record WorkflowState(String fingerprint, int done, int of, SortedSet<Integer> ignored, int handedBy) {

    private static final Pattern TEXT = Pattern.compile("v1 doc=([0-9a-f]{12}) done=([0-9]{1,3}) of=([0-9]{1,3})"
            + "(?: ignored=([0-9]{1,3}(?:,[0-9]{1,3}){0,99}))?(?: handed=([0-9]{1,9}))?");

    private static final Pattern OTHER_VERSION = Pattern.compile("v[0-9]{1,9} .*");

    static WorkflowState begun(Workflow workflow) {
        return new WorkflowState(workflow.fingerprint(), 0, workflow.steps().size(), new TreeSet<>(), 0);
    }

    /**
     * The state in status details; empty when the workflow has not been begun.
     *
     * @throws WorkflowFailedException when it is not of this document, damaged, or of another version
     */
    static Optional<WorkflowState> in(Map<String, String> statusDetails, Workflow workflow) {
        String text = statusDetails.get(WorkflowConstants.STATE_DETAIL);
        if (text == null) {
            return Optional.empty();
        }
        WorkflowState state = parse(text);
        if (!state.fingerprint.equals(workflow.fingerprint())) {
            throw refused("the document has changed: its fingerprint is " + workflow.fingerprint() + " now, and was "
                    + state.fingerprint + " when " + state.done + " of " + state.of + " steps were done");
        }
        if (state.of != workflow.steps().size() || state.done > state.of) {
            throw refused("it says that " + state.done + " of " + state.of + " steps are done, and the document has "
                    + workflow.steps().size());
        }
        return Optional.of(state);
    }

    private static WorkflowState parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw refused(
                    OTHER_VERSION.matcher(text).matches() && !text.startsWith("v1 ")
                            ? "it is of another version than v1, which this worker writes"
                            : "it is damaged");
        }
        return new WorkflowState(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                numbers(matcher.group(4)),
                matcher.group(5) == null ? 0 : Integer.parseInt(matcher.group(5)));
    }

    private static SortedSet<Integer> numbers(String text) {
        return text == null
                ? new TreeSet<>()
                : Arrays.stream(text.split(",")).map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static WorkflowFailedException refused(String why) {
        return new WorkflowFailedException("Cannot continue from the state in the status detail '"
                + WorkflowConstants.STATE_DETAIL + "': " + why + ". No step was run. Create the job again.");
    }

    WorkflowState finished(Step step, boolean isIgnored) {
        SortedSet<Integer> all = new TreeSet<>(ignored);
        if (isIgnored) {
            all.add(step.index());
        }
        return new WorkflowState(fingerprint, step.index(), of, all, 0);
    }

    WorkflowState handedOver(int attempt) {
        return new WorkflowState(fingerprint, done, of, ignored, attempt);
    }

    /**
     * Whether the claim before this one handed the job over in the first step that is not finished, and this one has it
     * back: with the same attempt from who released it, with the next one after its deadline.
     */
    boolean isHandedBackTo(int attempt, boolean isHandOverExpired) {
        return handedBy != 0 && (handedBy == attempt || (isHandOverExpired && handedBy + 1 == attempt));
    }

    List<Step> rest(Workflow workflow) {
        return workflow.steps().subList(done, of);
    }

    /** The value of the status detail. */
    String format() {
        String list = ignored.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "v1 doc=" + fingerprint + " done=" + done + " of=" + of + (list.isEmpty() ? "" : " ignored=" + list)
                + (handedBy == 0 ? "" : " handed=" + handedBy);
    }
}
