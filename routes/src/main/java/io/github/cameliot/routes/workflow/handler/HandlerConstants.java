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
package io.github.cameliot.routes.workflow.handler;

/** Headers of the ready-made handlers. */
public final class HandlerConstants {

    /** Header in: the URL to download, instead of the one in the document. It cannot be read again when it has expired. */
    public static final String DOWNLOAD_URL = "CamelAwsIotJobsDownloadUrl";

    /** Header in: the file to download to, instead of the second argument. */
    public static final String DOWNLOAD_PATH = "CamelAwsIotJobsDownloadPath";

    /** Header in: {@code sha256:} and 64 hexadecimal digits, instead of the third argument. */
    public static final String DOWNLOAD_CHECKSUM = "CamelAwsIotJobsDownloadChecksum";

    /** Header out: the absolute path of the downloaded file. */
    public static final String DOWNLOADED_FILE = "CamelAwsIotJobsDownloadedFile";

    /** The status detail that shows what a job waits for, and who approved it. */
    public static final String APPROVAL_DETAIL = "approval";

    private HandlerConstants() {}
}
