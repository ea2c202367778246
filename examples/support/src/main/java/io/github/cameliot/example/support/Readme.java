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
package io.github.cameliot.example.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The README of an example, for the test that compares it with what is printed. */
public final class Readme {

    private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)\n```", Pattern.DOTALL);

    private Readme() {}

    /** The code blocks below {@code ## Run it}: the command, then what it prints. */
    public static List<String> runIt(Path readme) throws IOException {
        String text = Files.readString(readme);
        return BLOCK.matcher(text.substring(text.indexOf("\n## Run it\n")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** A line that a program has printed, without what differs each time: the time of day, and ports. */
    public static String masked(String line) {
        return line.replaceFirst("^([\\w-]+ \\| )?\\d\\d:\\d\\d:\\d\\d ", "$1")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    }

    /** Whether a line comes only if a program waits for long. */
    public static boolean comesIfItTakesLong(String line) {
        return line.contains(" Waiting for this: ");
    }
}
