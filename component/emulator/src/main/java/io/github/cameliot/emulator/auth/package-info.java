/** Checks AWS Signature Version 4, in headers or presigned. */
package io.github.cameliot.emulator.auth;
