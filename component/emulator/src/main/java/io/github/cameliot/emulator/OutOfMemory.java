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
 * Ends the stand-alone program when its memory is full: a request was lost in the middle, so what it stores cannot be
 * trusted. All that is needed is made before, because nothing can be made then.
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
            // Nobody reads what the program says; its exit code says it too.
        } finally {
            // Shutdown hooks would need memory.
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }
}
