// SPDX-License-Identifier: Apache-2.0
#include "simulator/httprequestparser.h"

#include <algorithm>

namespace streamgauge {

namespace {

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

QByteArray upTo(const QByteArray &text, char separator)
{
    const qsizetype end = text.indexOf(separator);
    return end < 0 ? text : text.first(end);
}

/// Digits only: neither signs nor spaces, which toLongLong() would take.
std::optional<qsizetype> parseNumber(const QByteArray &text, int base)
{
    const auto isDigit = [base](char c) {
        return (c >= '0' && c <= '9') || (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    };
    bool ok = !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
    const qlonglong number = ok ? text.toLongLong(&ok, base) : 0;
    return ok ? std::optional<qsizetype>(number) : std::nullopt;
}

}

QByteArray HttpRequest::header(QByteArrayView lowerCaseName) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto &header) { return header.first == lowerCaseName; });
    return found == headers.end() ? QByteArray() : found->second;
}

std::optional<HttpRequest> HttpRequestParser::next()
{
    while (!m_failure && !m_complete && advance()) { }
    if (m_failure || !m_complete)
        return std::nullopt;
    m_complete = false;
    m_state = State::Head;
    m_buffer.remove(0, std::exchange(m_at, 0));
    return std::exchange(m_request, {});
}

void HttpRequestParser::fail(int status, const char *message)
{
    m_failure = Failure {status, message};
    m_buffer.clear();
    m_at = 0;
}

bool HttpRequestParser::advance()
{
    switch (m_state) {
    case State::Head:
        return readHead();
    case State::Body:
        return readBody();
    case State::ChunkSize:
        return readChunkSize();
    case State::ChunkData:
        return readChunkData();
    case State::ChunkEnd:
        if (const auto line = takeLine(2)) {
            if (!line->isEmpty())
                fail(400, "a chunk of the body does not end where it says");
            m_state = State::ChunkSize;
            return true;
        }
        return false;
    case State::Trailer:
        return readTrailer();
    }
    return false;
}

std::optional<QByteArray> HttpRequestParser::takeLine(qsizetype limit)
{
    const qsizetype end = m_buffer.indexOf('\n', m_at);
    if (end < 0) {
        if (buffered() > limit)
            fail(431, "a line is too long");
        return std::nullopt;
    }
    if (end - m_at > limit) {
        fail(431, "a line is too long");
        return std::nullopt;
    }
    QByteArray line = m_buffer.mid(m_at, end - m_at);
    m_at = end + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool HttpRequestParser::readHead()
{
    while (m_buffer.mid(m_at, 2) == "\r\n") // some clients send an empty line after a body
        m_at += 2;
    const qsizetype end = m_buffer.indexOf("\r\n\r\n", m_at);
    if ((end < 0 ? m_buffer.size() : end) - m_at > maxHeaderBytes)
        fail(431, "the request's headers are larger than 64 KiB");
    if (end < 0 || m_failure)
        return false;
    const QByteArray head = m_buffer.mid(m_at, end - m_at);
    m_at = end + 4;
    readHeaders(head);
    if (m_failure)
        return false;

    const QByteArray length = m_request.header("content-length");
    const bool chunked = m_request.header("transfer-encoding").toLower() == "chunked";
    if (!m_request.header("transfer-encoding").isEmpty() && (!chunked || !length.isEmpty())) {
        fail(400, "this Transfer-Encoding is not understood");
        return false;
    }
    m_bodyBytes = length.isEmpty() ? 0 : parseNumber(length, 10).value_or(-1);
    if (m_bodyBytes < 0)
        fail(400, "Content-Length is not a number");
    else if (m_bodyBytes > maxBodyBytes)
        fail(413, "the request's body is larger than 32 MiB");
    m_state = chunked ? State::ChunkSize : State::Body;
    m_expectsContinue = !m_failure && m_request.header("expect").toLower() == "100-continue";
    return !m_failure;
}

void HttpRequestParser::readHeaders(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> start = lines.first().trimmed().split(' ');
    if (start.size() != 3 || !isToken(start[0]) || !start[2].startsWith("HTTP/1."))
        return fail(400, "this is not an HTTP/1.1 request");
    m_request.method = start[0];
    m_request.path = upTo(start[1], '?');
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || !isToken(QByteArrayView(line).first(colon)))
            return fail(400, "a header line has no name");
        m_request.headers.emplace_back(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    const QByteArray connection = m_request.header("connection").toLower();
    m_request.keepAlive = start[2] == "HTTP/1.0" ? connection.contains("keep-alive") : !connection.contains("close");
}

bool HttpRequestParser::readBody()
{
    if (buffered() < m_bodyBytes)
        return false;
    m_request.body = m_buffer.mid(m_at, m_bodyBytes);
    m_at += m_bodyBytes;
    m_complete = true;
    return true;
}

bool HttpRequestParser::readChunkSize()
{
    const auto line = takeLine(1024);
    if (!line)
        return false;
    const auto size = parseNumber(upTo(*line, ';').trimmed(), 16);
    if (!size)
        fail(400, "the size of a chunk of the body is not a number");
    else if (*size > maxBodyBytes - m_request.body.size())
        fail(413, "the request's body is larger than 32 MiB");
    m_bodyBytes = size.value_or(0);
    m_state = m_bodyBytes == 0 ? State::Trailer : State::ChunkData;
    return !m_failure;
}

bool HttpRequestParser::readChunkData()
{
    if (buffered() < m_bodyBytes)
        return false;
    m_request.body += QByteArrayView(m_buffer).sliced(m_at, m_bodyBytes);
    m_at += m_bodyBytes;
    m_buffer.remove(0, std::exchange(m_at, 0));
    m_state = State::ChunkEnd;
    return true;
}

bool HttpRequestParser::readTrailer()
{
    const auto line = takeLine(maxHeaderBytes);
    if (line)
        m_complete = line->isEmpty();
    return line.has_value();
}

}
