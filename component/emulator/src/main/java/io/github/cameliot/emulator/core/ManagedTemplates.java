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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The job templates of AWS.
 *
 * <p>Source: AWS IoT developer guide, "Managed template remote actions and job documents" and "Create a job from AWS managed
 * templates by using the AWS CLI". Inferred: that all have version 1.0, and most descriptions.
 */
public final class ManagedTemplates {

    private static final DocumentParameter RUN_AS_USER = new DocumentParameter(
            "runAsUser",
            "The user who runs the handler; without it, the user of the device client.",
            256,
            "user1",
            true);
    private static final DocumentParameter PATH_TO_HANDLER = new DocumentParameter(
            "pathToHandler",
            "The folder of the handler on the device; without it, the working directory of the device client.",
            4_096,
            "/path/to/handler/script",
            true);
    private static final DocumentParameter PACKAGES =
            required("packages", "Packages, separated by spaces.", "nginx curl");
    private static final DocumentParameter SERVICES =
            required("services", "Services, separated by spaces.", "nginx cron");

    private static final List<ManagedTemplate> ALL = Stream.of(
                    handler("Reboot", "rebooting the device", "reboot.sh"),
                    handler(
                            "Download-File",
                            "downloading a file",
                            "download-file.sh",
                            required("downloadUrl", "The URL of the file.", "http://www.example.com/index.html"),
                            required("filePath", "Where the device stores the file.", "/path/to/file")),
                    handler(
                            "Install-Application",
                            "installing one or more applications",
                            "install-packages.sh",
                            PACKAGES),
                    handler(
                            "Remove-Application",
                            "uninstalling one or more applications",
                            "remove-packages.sh",
                            PACKAGES),
                    handler("Start-Application", "starting one or more system services", "start-services.sh", SERVICES),
                    handler("Stop-Application", "stopping one or more system services", "stop-services.sh", SERVICES),
                    handler(
                            "Restart-Application",
                            "restarting one or more system services",
                            "restart-services.sh",
                            SERVICES),
                    command())
            .sorted(Comparator.comparing(ManagedTemplate::name))
            .toList();

    private ManagedTemplates() {}

    private static DocumentParameter required(String key, String description, String example) {
        return new DocumentParameter(key, description, null, example, false);
    }

    private static ManagedTemplate handler(
            String action, String purpose, String handler, DocumentParameter... required) {
        String args = Arrays.stream(required)
                .map(parameter -> "\"" + placeholder(parameter) + "\"")
                .collect(Collectors.joining(","));
        String input = "{\"handler\":\"%s\",%s\"path\":\"%s\"}"
                .formatted(handler, args.isEmpty() ? "" : "\"args\":[" + args + "],", placeholder(PATH_TO_HANDLER));
        List<DocumentParameter> parameters = new ArrayList<>(List.of(required));
        parameters.add(RUN_AS_USER);
        parameters.add(PATH_TO_HANDLER);
        return template(action, purpose, step(action, "runHandler", input), parameters);
    }

    private static ManagedTemplate command() {
        DocumentParameter command = required(
                "command",
                "The command and its arguments, separated by commas; a comma in them is escaped.",
                "echo,Hello");
        String input = "{\"command\":\"%s\"}".formatted(placeholder(command));
        return template(
                "Run-Command",
                "running a shell command",
                step("Run-Command", "runCommand", input),
                List.of(command, RUN_AS_USER));
    }

    private static ManagedTemplate template(
            String action, String purpose, String document, List<DocumentParameter> parameters) {
        return new ManagedTemplate(
                "AWS-" + action, "A managed job template for " + purpose + ".", document, List.copyOf(parameters));
    }

    private static String step(String action, String type, String input) {
        return ("{\"version\":\"1.0\",\"steps\":[{\"action\":"
                        + "{\"name\":\"%s\",\"type\":\"%s\",\"input\":%s,\"runAsUser\":\"%s\"}}]}")
                .formatted(action, type, input, placeholder(RUN_AS_USER));
    }

    private static String placeholder(DocumentParameter parameter) {
        return "${aws:iot:parameter:" + parameter.key() + "}";
    }

    /** Those with this name, or all if it is null, by name. */
    public static Page<ManagedTemplate> list(String name, PageRequest page) {
        return Page.of(
                ALL.stream()
                        .filter(template -> name == null || template.name().equals(name))
                        .filter(template -> template.name().compareTo(page.fromName()) >= 0),
                page.most(),
                template -> new Cursor(template.name(), 0));
    }

    /** @param version null for the default */
    public static ManagedTemplate get(String name, String version) {
        return ALL.stream()
                .filter(template -> template.name().equals(name))
                .filter(template -> version == null || version.equals(ManagedTemplate.VERSION))
                .findFirst()
                .orElseThrow(() -> ServiceException.notFound("Managed job template %s%s does not exist"
                        .formatted(
                                Quote.of("name", name), version == null ? "" : " in " + Quote.of("version", version))));
    }
}
