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
package io.github.cameliot.example.quickstart;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Records what would stand on the console, with the level in front. */
final class LogLines extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {
        super("recorded", null, null, true, Property.EMPTY_ARRAY);
    }

    static LogLines record() {
        LogLines recorder = new LogLines();
        recorder.start();
        root().addAppender(recorder);
        return recorder;
    }

    static boolean isLogLine(String line) {
        return line.matches("\\d\\d:\\d\\d:\\d\\d (INFO|WARN|ERROR) .*");
    }

    @Override
    public void append(LogEvent event) {
        lines.add("%-5s %s".formatted(event.getLevel(), event.getMessage().getFormattedMessage()));
    }

    List<String> soFar() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root().removeAppender(this);
        stop();
    }

    private static Logger root() {
        return (Logger) LogManager.getRootLogger();
    }
}
