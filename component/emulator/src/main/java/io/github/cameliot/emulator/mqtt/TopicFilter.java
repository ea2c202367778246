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
package io.github.cameliot.emulator.mqtt;

import java.util.List;

/**
 * The topics that a subscription wants.
 *
 * @param text as the client wrote it
 * @param group of a shared subscription; null for an ordinary one
 * @param levels of the filter, without the group
 */
public record TopicFilter(String text, String group, List<String> levels) {

    private static final String SHARED = "$share/";
    /** A limit of the emulator. */
    private static final int LONGEST_GROUP = 128;

    /**
     * Reads a filter.
     *
     * <p>Source: MQTT 5, sections 4.7 and 4.8.2; AWS takes shared subscriptions of MQTT 3.1.1 too ("Shared
     * Subscriptions", AWS IoT developer guide).
     *
     * @return null for one that is not possible
     */
    public static TopicFilter parse(String text) {
        String group = null;
        String filter = text;
        if (text.startsWith(SHARED)) {
            int end = text.indexOf('/', SHARED.length());
            group = end < 0 ? "" : text.substring(SHARED.length(), end);
            filter = end < 0 ? "" : text.substring(end + 1);
            if (group.isEmpty() || group.length() > LONGEST_GROUP || group.contains("+") || group.contains("#")) {
                return null;
            }
        }
        List<String> levels = Topics.levels(filter);
        return text.indexOf('\0') >= 0 || !Topics.fits(filter) || !areWildcardsWhole(levels)
                ? null
                : new TopicFilter(text, group, levels);
    }

    private static boolean areWildcardsWhole(List<String> levels) {
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean hasWildcard = level.contains("+") || level.contains("#");
            if (hasWildcard && (level.length() > 1 || (level.equals("#") && i < levels.size() - 1))) {
                return false;
            }
        }
        return true;
    }

    public boolean isShared() {
        return group != null;
    }

    /** Whether it includes a topic. A wildcard at the beginning does not include topics that begin with {@code $}. */
    boolean matches(String topic) {
        List<String> wanted = Topics.levels(topic);
        if (topic.startsWith("$") && Topics.isWildcard(levels.get(0))) {
            return false;
        }
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return true;
            }
            if (i >= wanted.size() || !(level.equals("+") || level.equals(wanted.get(i)))) {
                return false;
            }
        }
        return levels.size() == wanted.size();
    }
}
