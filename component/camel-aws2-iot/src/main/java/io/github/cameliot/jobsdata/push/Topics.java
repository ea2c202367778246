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
package io.github.cameliot.jobsdata.push;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics of the notifications.
 *
 * @param name of the last level: {@link #NEXT} or {@link #ALL_PENDING}
 * @param group of workers that divide the notifications among them (a shared subscription); null for none
 */
public record Topics(String name, String group) {

    /** Says which job comes next; not sent when a job is added behind it. */
    public static final String NEXT = "notify-next";

    /** Lists the pending jobs; sent whenever one is added or removed. */
    public static final String ALL_PENDING = "notify";

    /** The key of the filter that matches all things. */
    static final String ALL_THINGS = "+";

    private static final Pattern TOPIC = Pattern.compile("\\$aws/things/([^/+#]+)/jobs/(notify|notify-next)");

    /** The filter of one thing, or of {@link #ALL_THINGS}, as it is subscribed. */
    String filter(String key) {
        return (group == null ? "" : "$share/" + group + "/") + topic(key);
    }

    /** The same without the group, as policies name it. */
    String topic(String key) {
        return "$aws/things/" + key + "/jobs/" + name;
    }

    /** The thing that a notification is about; null if the topic is not one of these. */
    String thing(String topic) {
        Matcher matcher = TOPIC.matcher(topic);
        return matcher.matches() && matcher.group(2).equals(name) ? matcher.group(1) : null;
    }
}
