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

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon resource names.
 *
 * @param region the emulator's region
 * @param account the emulator's account
 */
public record Arns(String region, String account) {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern RESOURCE = Pattern.compile("(thing|thinggroup)/([a-zA-Z0-9:_-]{1,128})");

    private static final Map<String, String> PARTITIONS = Map.of(
            "cn-", "aws-cn",
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "eu-isoe-", "aws-iso-e",
            "us-isof-", "aws-iso-f",
            "eusc-", "aws-eusc");

    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    static boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches();
    }

    public Arns {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException(
                    "region %s is not possible. Use a region, like eu-west-1.".formatted(region));
        }
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException(
                    "account %s is not possible. Use twelve digits, like 123456789012.".formatted(account));
        }
    }

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

    /** The ARN of a custom job template. */
    public String template(String id) {
        return of("jobtemplate/" + id);
    }

    /** The ARN of a managed job template, which belongs to no account. Source: AWS IoT developer guide. */
    public String managedTemplate(String name) {
        return managedPrefix() + name + ":" + ManagedTemplate.VERSION;
    }

    private String managedPrefix() {
        return "arn:%s:iot:%s::jobtemplate/".formatted(partition(), region);
    }

    /** The name and version in the ARN of a managed job template, separated by a colon; null for another ARN. */
    public String managedTemplateName(String arn) {
        return arn.startsWith(managedPrefix()) ? arn.substring(managedPrefix().length()) : null;
    }

    /** The id in the ARN of a custom job template. */
    public String templateId(String arn) {
        return id("jobTemplateArn", template(""), arn);
    }

    /** The id in the ARN of a job. */
    public String jobId(String arn) {
        return id("jobArn", job(""), arn);
    }

    private static String id(String member, String prefix, String arn) {
        if (!arn.startsWith(prefix)) {
            throw ServiceException.invalid(
                    "%s is not an ARN in this partition, region and account: write it like %sota-7"
                            .formatted(Quote.of(member, arn), prefix));
        }
        return arn.substring(prefix.length());
    }

    private String of(String resource) {
        return prefix() + resource;
    }

    private String prefix() {
        return "arn:%s:iot:%s:%s:".formatted(partition(), region, account);
    }

    /** Source: "Partitions" in the AWS SDKs' endpoint data, by the beginning of the region's name. */
    private String partition() {
        return PARTITIONS.entrySet().stream()
                .filter(partition -> region.startsWith(partition.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }

    /** A target of a job. Inferred: a target in another partition, region or account is an invalid request. */
    Target target(String arn) {
        Matcher matcher = resource("target", arn);
        return new Target(arn, matcher.group(1).equals("thinggroup"), matcher.group(2));
    }

    /** A thing group as a target. */
    Target groupTarget(String arn) {
        return new Target(arn, true, name("thinggroup", "targets member", arn));
    }

    /** The name in the ARN of a thing. */
    public String thingName(String arn) {
        return name("thing", "thingArn", arn);
    }

    /** The name in the ARN of a thing group. */
    public String groupName(String arn) {
        return name("thinggroup", "thingGroupArn", arn);
    }

    private String name(String type, String what, String arn) {
        Matcher matcher = resource(what, arn);
        if (!matcher.group(1).equals(type)) {
            throw wrong(what, arn);
        }
        return matcher.group(2);
    }

    private Matcher resource(String what, String arn) {
        Matcher matcher = RESOURCE.matcher(arn.startsWith(prefix()) ? arn.substring(prefix().length()) : "");
        if (!matcher.matches()) {
            throw wrong(what, arn);
        }
        return matcher;
    }

    private ServiceException wrong(String what, String arn) {
        return ServiceException.invalid(
                ("%s is not the ARN of a thing or a thing group in this partition, region and account: write it like "
                                + "%sthing/pump-12")
                        .formatted(Quote.of(what, arn), prefix()));
    }
}
