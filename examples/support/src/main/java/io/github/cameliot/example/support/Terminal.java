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

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * Decides whether the output goes to a terminal and whether that shows colours: the one place where all examples decide it.
 *
 * <p>Standard input and output must both be a terminal. {@code NO_COLOR} with any value turns colours off, see no-color.org.
 */
public final class Terminal {

    private Terminal() {}

    /**
     * The standard output, with statuses in colour where a terminal shows them. It replaces {@link System#out}, so that log
     * lines have colours too; the console appender needs {@code follow = true} for that.
     */
    public static PrintStream out() {
        if (hasColours(System.getenv(), isTerminal())) {
            System.setOut(Colours.in(System.out));
        }
        return System.out;
    }

    /** Whether a person looks at it. */
    public static boolean isTerminal() {
        return isTerminal(System.console());
    }

    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is a console without a terminal as well.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    static boolean hasColours(Map<String, String> environment, boolean isTerminal) {
        String type = environment.getOrDefault("TERM", "");
        boolean knowsColours = !type.isEmpty() && !type.equals("dumb") || environment.containsKey("WT_SESSION");
        return isTerminal
                && knowsColours
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Whether the terminal can show this text; with LANG=C, for example, it shows ASCII only. */
    public static boolean canShow(String text) {
        Console console = System.console();
        Charset charset = console == null ? Charset.defaultCharset() : console.charset();
        return charset.newEncoder().canEncode(text);
    }
}
