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

import java.time.Duration;
import java.util.regex.Pattern;

/** Values of options as text; refusals name the option and show a value that works. */
final class OptionValues {

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9._:-]+");

    private OptionValues() {}

    static int port(String option, String value) {
        if (PORT.matcher(value).matches() && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw notPossible(option, value, "Use 0 to 65535, like %s 8080.".formatted(option));
    }

    static int count(String option, String value) {
        if (COUNT.matcher(value).matches()) {
            return Integer.parseInt(value);
        }
        throw notPossible(option, value, "Use 1 to 999999999, like " + option + " 1000.");
    }

    static String region(String value) {
        return matching("--region", value, "[a-z0-9-]{1,32}", "Use a region, like --region eu-west-1.");
    }

    static String account(String value) {
        return matching("--account", value, "[0-9]{12}", "Use twelve digits, like --account 123456789012.");
    }

    static String hostName(String value) {
        if (HOST.matcher(value).matches()) {
            return value;
        }
        throw notPossible("--allowed-host", value, "Use a name, like --allowed-host emulator.example.");
    }

    static AccessKey accessKey(String value) {
        int colon = value.indexOf(':');
        if (colon < 1 || colon == value.length() - 1) {
            throw new IllegalArgumentException("--access-key needs the id, a colon and the secret.");
        }
        String id = value.substring(0, colon);
        AccessKey key = AccessKey.of(id.substring(id.indexOf('/') + 1), value.substring(colon + 1));
        String account = id.substring(0, Math.max(0, id.indexOf('/')));
        if (id.indexOf('/') >= 0
                && (!account.matches("[0-9]{12}") || key.accessKeyId().isEmpty())) {
            throw new IllegalArgumentException(
                    "--access-key is not possible. Use the account, a slash, the id, a colon and the secret.");
        }
        return account.isEmpty() ? key : key.inAccount(account);
    }

    static void thing(String value) {
        // In any case: on some file systems Ca.pem is ca.pem.
        if (value.equalsIgnoreCase("ca") || value.equalsIgnoreCase("client")) {
            throw notPossible(
                    "--thing-certificate",
                    value,
                    "Its files would replace ca.pem or client.pem. Use another name, like --thing-certificate pump-12.");
        }
        matching(
                "--thing-certificate",
                value,
                "[a-zA-Z0-9:_-]{1,128}",
                "Use the name of a thing, like --thing-certificate pump-12.");
    }

    static void roleAlias(String value, JobsEmulatorBuilder builder) {
        String[] parts = value.split(":", 2);
        try {
            if (parts.length == 1) {
                builder.roleAlias(value);
            } else {
                builder.roleAlias(parts[0], Duration.ofSeconds(Integer.parseInt(parts[1])));
            }
        } catch (IllegalArgumentException e) {
            throw notPossible(
                    "--role-alias",
                    value,
                    "Use a name and perhaps 900 to 43200 seconds, like --role-alias worker:900.");
        }
    }

    static String notBlank(String option, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return value;
    }

    private static String matching(String option, String value, String pattern, String use) {
        if (notBlank(option, value).matches(pattern)) {
            return value;
        }
        throw notPossible(option, value, use);
    }

    private static IllegalArgumentException notPossible(String option, String value, String use) {
        return new IllegalArgumentException("%s %s is not possible. %s".formatted(option, value, use));
    }
}
