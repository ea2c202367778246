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

import io.github.cameliot.jobsdata.model.Names;
import java.util.List;

/**
 * One step of a job document, as written there: nothing in it is evaluated.
 *
 * @param index its position, from 1; the final step comes after the last one
 * @param name for people; the handler's where the document has none
 * @param handler which route is meant; not checked yet
 * @param arguments byte for byte; for a command its words
 * @param input the input of the step as JSON; of a document without steps the whole document
 * @param path not interpreted; null for none
 * @param runAsUser not interpreted; null for none
 * @param allowStdErr not interpreted; null for none
 * @param ignoreFailure whether the workflow continues when this step fails
 * @param isFinal whether it is the document's final step
 * @param location its place in the document, as in {@code $.steps[0].action}
 */
public record Step(
        int index,
        String name,
        String handler,
        List<String> arguments,
        String input,
        String path,
        String runAsUser,
        Integer allowStdErr,
        boolean ignoreFailure,
        boolean isFinal,
        String location) {

    public Step {
        arguments = List.copyOf(arguments);
    }

    /** For log lines and reasons. The handler must have been looked up: until then it may be any text. */
    String named(int count) {
        return "Step " + index + " of " + count + " " + Names.shown(name) + " (" + handler + ")";
    }

    /** Which step it is, without anything that may be confidential. */
    @Override
    public String toString() {
        return "Step[" + index + ", " + location + "]";
    }
}
