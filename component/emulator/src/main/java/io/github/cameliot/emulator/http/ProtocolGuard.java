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
package io.github.cameliot.emulator.http;

import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.github.cameliot.emulator.wire.Response;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/**
 * Refuses with a 400 requests that Vert.x would refuse with a 501 or without a response: unknown versions of HTTP, and
 * bodies whose chunks cannot be read. Also requests that Vert.x would serve although their host is missing or given
 * twice, or their length is given in two ways.
 */
final class ProtocolGuard extends ChannelInboundHandlerAdapter {

    private final RequestDispatcher dispatcher;
    private boolean isOver;

    ProtocolGuard(RequestDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isOver) {
            // After malformed bytes the rest cannot be parsed.
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            checkVersion(request);
            checkHeaders(request);
            isOver = request.decoderResult().isFailure();
            context.fireChannelRead(message);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            isOver = true;
            ReferenceCountUtil.release(message);
            refuse(context);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static void checkVersion(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        // Vert.x compares the two by identity.
        request.setProtocolVersion(version.equals(HttpVersion.HTTP_1_0) ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        if (!version.equals(request.protocolVersion())) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("HTTP version")));
        }
    }

    /** Source: RFC 9112, sections 3.2 and 6.1; {@link StrictRequestDecoder} handles the case that Netty would hide. */
    private static void checkHeaders(HttpRequest request) {
        HttpHeaders headers = request.headers();
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        boolean isNeeded = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        boolean hasTwoLengths =
                headers.contains(HttpHeaderNames.CONTENT_LENGTH) && headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (request.decoderResult().isSuccess() && (hosts > 1 || (hosts == 0 && isNeeded) || hasTwoLengths)) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("headers")));
        }
    }

    private void refuse(ChannelHandlerContext context) {
        Response refusal = dispatcher.refusal(TransportErrors.MALFORMED, "The chunks of the body cannot be read");
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refusal.status()),
                Unpooled.wrappedBuffer(refusal.body()));
        refusal.headers().forEach((name, value) -> response.headers().set(name, value));
        HttpUtil.setContentLength(response, refusal.body().length);
        HttpUtil.setKeepAlive(response, false);
        context.writeAndFlush(response).addListener(written -> LingeringClose.close(context.channel()));
    }
}
