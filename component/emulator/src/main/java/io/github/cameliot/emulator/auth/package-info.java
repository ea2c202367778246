/** Who signed a request, and whether the signature is right: AWS Signature Version 4, in headers or presigned. */
package io.github.cameliot.emulator.auth;
