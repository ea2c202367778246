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
package io.github.cameliot.emulator.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon resource names.
 *
 * @param region the emulator's region
 * @param account the emulator's account
 */
public record Arns(String region, String account) {

    private static final Pattern TARGET =
            Pattern.compile("arn:[a-z-]+:iot:[a-z0-9-]*:[0-9]*:(thing|thinggroup)/([a-zA-Z0-9:_-]{1,128})");

    /** The target of a job: one thing, or the things of a group. */
    record Target(String arn, boolean isGroup, String name) {}

    public String thing(String name) {
        return of("thing/" + name);
    }

    public String group(String name) {
        return of("thinggroup/" + name);
    }

    public String job(String jobId) {
        return of("job/" + jobId);
    }

    private String of(String resource) {
        return "arn:aws:iot:%s:%s:%s".formatted(region, account, resource);
    }

    /** Region and account are not compared with the emulator's: a client's region is often another one. */
    static Target target(String arn) {
        Matcher matcher = TARGET.matcher(arn);
        if (!matcher.matches()) {
            throw ServiceException.invalid("%s is not the ARN of a thing or a thing group: write it like %s"
                    .formatted(Quote.of("target", arn), "arn:aws:iot:us-east-1:123456789012:thing/pump-12"));
        }
        return new Target(arn, matcher.group(1).equals("thinggroup"), matcher.group(2));
    }
}
