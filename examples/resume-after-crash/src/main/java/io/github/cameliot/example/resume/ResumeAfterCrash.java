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
package io.github.cameliot.example.resume;

import io.github.cameliot.emulator.JobsEmulator;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells its story with workers in processes of their own, on an emulator in this one; or, when {@code iot.endpoint} is
 * set, is a worker on an AWS account, until it is stopped or killed.
 */
public final class ResumeAfterCrash {

    private ResumeAfterCrash() {}

    /** Ends with exit code 1, and a sentence why, when a job did not go as the story tells. */
    public static void main(String[] args) throws Exception {
        if (System.getProperty("iot.endpoint", System.getenv("IOT_ENDPOINT")) != null) {
            Worker.run();
            return;
        }
        List<String> differences = tellStory(Path.of(System.getProperty("story.dir", "target/story")), System.out);
        if (!differences.isEmpty()) {
            differences.forEach(System.err::println);
            System.exit(1);
        }
    }

    /**
     * Tells the story and prints how every job went.
     *
     * @param folder where the workers keep their files
     * @return what did not go as told, a sentence each
     */
    static List<String> tellStory(Path folder, PrintStream out) throws Exception {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            List<String> differences = new Story(emulator, folder, out).tell();
            if (differences.isEmpty()) {
                out.printf(
                        "%nAll %d ended as they should.%n",
                        Jobs.executions(emulator).size());
            }
            return differences;
        } catch (StoryException e) {
            return List.of(e.getMessage());
        }
    }
}
