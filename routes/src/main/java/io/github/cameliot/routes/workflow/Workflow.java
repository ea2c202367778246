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
import java.util.List;

/**
 * A job document, read: the steps of the schema 1.0 of the AWS IoT Device Client, or of a document of another shape the one
 * step that it means.
 *
 * <p>Source of the schema: awslabs/aws-iot-device-client, source/jobs/README.md, and the AWS managed job templates.
 *
 * @param steps at least one and at most {@value #MOST_STEPS}; a final step is the last one, and says so
 * @param fingerprint 12 hexadecimal digits of the document; the same when only the signature of a presigned URL has changed
 */
public record Workflow(List<Step> steps, List<Condition> conditions, String fingerprint) {

    /** The most steps of a document, the final one included. */
    public static final int MOST_STEPS = 100;

    /** As the service has it: the longest job document. Source: AWS IoT quotas, job document. */
    public static final int LONGEST_DOCUMENT = 32_768;

    public Workflow {
        steps = List.copyOf(steps);
        conditions = List.copyOf(conditions);
    }

    /**
     * Reads a document with the default options of {@link JobWorkflow}. Handlers are not looked up, conditions not
     * evaluated.
     *
     * @throws JobRejectedException naming the place in the document and what is wrong there
     */
    public static Workflow parse(String document) {
        return parse(document, DocumentShapes.DEFAULT);
    }

    static Workflow parse(String document, DocumentShapes shapes) {
        return new DocumentReader(document, shapes).read();
    }
}
