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
package io.github.cameliot.routes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic of AWS IoT Jobs, which names its thing, as in {@code $aws/things/pump-12/jobs/notify-next}. Brokers of AMQP and
 * JMS write dots in place of the slashes.
 *
 * @param isNotifyNext whether a message of it with a timestamp alone says that the queue is empty
 */
record JobsTopic(String thing, boolean isNotifyNext) {

    private static final Pattern TOPIC =
            Pattern.compile("(?:^|/)\\$aws[/.]things[/.]([a-zA-Z0-9:_-]{1,128})[/.]jobs[/.](\\S{1,100})$");

    /** @return null for anything else */
    static JobsTopic in(Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        Matcher topic = TOPIC.matcher(text);
        return topic.find() ? new JobsTopic(topic.group(1), topic.group(2).equals("notify-next")) : null;
    }
}
