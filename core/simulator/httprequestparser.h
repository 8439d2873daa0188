// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>
#include <vector>

namespace streamgauge {

struct HttpRequest
{
    QByteArray method;
    QByteArray path;                                        ///< without the query
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    bool keepAlive = true;

    QByteArray header(QByteArrayView lowerCaseName) const; ///< empty where absent
};

/// HTTP/1.1 requests out of bytes that arrive in any split, several after another too.
class HttpRequestParser
{
public:
    static constexpr qsizetype maxHeaderBytes = 64 * 1024;
    static constexpr qsizetype maxBodyBytes = 32 * 1024 * 1024;

    /// What is wrong with what came; nothing more can be read from this connection.
    struct Failure
    {
        int status = 400;
        QByteArray message;
    };

    void append(const QByteArray &bytes) { m_buffer += bytes; }
    qsizetype buffered() const { return m_buffer.size() - m_at; }

    /// The next complete request; empty until more has arrived, or after a failure.
    std::optional<HttpRequest> next();
    const std::optional<Failure> &failure() const { return m_failure; }

    /// True once for each request whose client waits for "100 Continue" before it sends the body.
    bool takeExpectsContinue() { return std::exchange(m_expectsContinue, false); }

private:
    enum class State { Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer };

    bool advance(); ///< one state further; false where more bytes are needed
    bool readHead();
    bool readBody();
    bool readChunkSize();
    bool readChunkData();
    bool readTrailer();
    void readHeaders(const QByteArray &head);
    std::optional<QByteArray> takeLine(qsizetype limit);
    void fail(int status, const char *message);

    QByteArray m_buffer;
    qsizetype m_at = 0; ///< consumed so far
    State m_state = State::Head;
    HttpRequest m_request;
    qsizetype m_bodyBytes = 0; ///< still to come, of the body or the chunk
    bool m_complete = false;
    bool m_expectsContinue = false;
    std::optional<Failure> m_failure;
};

}
