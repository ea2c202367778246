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
package io.github.cameliot.emulator;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ExitCode;

/**
 * Ends the stand-alone program when its memory is full: a request was interrupted, so the stored data cannot be
 * trusted. All required objects are created in advance, because none can be created then.
 */
final class OutOfMemory {

    private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);
    private static final byte[] WORDS = """
            The emulator is out of memory and ends. Delete jobs that are done, or start it with a larger heap, like
            java -Xmx2g -jar, or with a lower --max-jobs.
            """.getBytes(StandardCharsets.UTF_8);

    private OutOfMemory() {}

    static void end(OutOfMemoryError failure) {
        try {
            ERR.write(WORDS);
        } catch (IOException e) {
            // If the message cannot be written, the exit code still shows the reason.
        } finally {
            // Shutdown hooks would need memory.
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }
}
