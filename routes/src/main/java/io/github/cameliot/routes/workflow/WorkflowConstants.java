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

/** What a step's route finds on its exchange, and what it may leave there. */
public final class WorkflowConstants {

    /** Header: the name of the step, text. */
    public static final String STEP_NAME = "CamelAwsIotJobsStepName";

    /** Header: the handler that the document names, text; the route is the one of its {@code direct:} endpoint. */
    public static final String STEP_HANDLER = "CamelAwsIotJobsStepHandler";

    /** Header: the arguments as written in the document, byte for byte; a {@code List<String>}, never null. */
    public static final String STEP_ARGUMENTS = "CamelAwsIotJobsStepArguments";

    /** Header: the position of the step, from 1; the final step comes after the last one. An Integer. */
    public static final String STEP_INDEX = "CamelAwsIotJobsStepIndex";

    /** Header: how many steps there are, the final one included. An Integer. */
    public static final String STEP_COUNT = "CamelAwsIotJobsStepCount";

    /** Header: {@code path} of the step's input, as written in the document; absent if there is none. Not interpreted. */
    public static final String STEP_PATH = "CamelAwsIotJobsStepPath";

    /** Header: {@code runAsUser} of the action; absent where there is none. Not interpreted. */
    public static final String STEP_RUN_AS_USER = "CamelAwsIotJobsStepRunAsUser";

    /** Header: {@code allowStdErr} of the action, an Integer; absent where there is none. Not interpreted. */
    public static final String STEP_ALLOW_STD_ERR = "CamelAwsIotJobsStepAllowStdErr";

    /** Header: the results of the steps before, text by the name of the step; a {@code Map<String, String>}, never null. */
    public static final String STEP_RESULTS = "CamelAwsIotJobsStepResults";

    /** Header that a step's route may set: its result, one line of text, for later steps and for people. */
    public static final String STEP_RESULT = "CamelAwsIotJobsStepResult";

    /** Exchange property: the whole job document, text. */
    public static final String JOB_DOCUMENT = "CamelAwsIotJobsDocument";

    /** The status detail that holds the state of the workflow. */
    public static final String STATE_DETAIL = "workflow";

    private WorkflowConstants() {}
}
