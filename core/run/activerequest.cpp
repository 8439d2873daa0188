// SPDX-License-Identifier: Apache-2.0
#include "run/activerequest.h"

namespace streamgauge {

namespace {

constexpr std::size_t keptBodyBytes = 2048;

QString firstLine(const std::string &body)
{
    constexpr qsizetype shown = 200;
    const QString text = QString::fromUtf8(body.data(), static_cast<qsizetype>(body.size())).trimmed();
    return text.section(QLatin1Char('\n'), 0, 0).left(shown);
}

}

ActiveRequest::ActiveRequest(const PlannedRequest &planned, int stage, TimePoint runStart, TimePoint scheduled, Due due,
                             ChatChunkParser &parser, const Listener &listener, Api api)
    : m_planned(planned)
    , m_runStart(runStart)
    , m_listener(listener)
    , m_api(api)
    , m_stream(parser, api)
    , m_startedAt(Clock::now())
    , m_lastActivity(m_startedAt)
{
    m_record.endpoint = planned.endpoint;
    m_record.test = planned.test;
    m_record.repetition = planned.repetition;
    m_record.phase = planned.phase;
    m_record.stage = stage;
    m_record.scheduled = scheduled - runStart;
    m_record.due = due;
}

void ActiveRequest::start(Transport &transport, std::shared_ptr<const HttpTarget> target,
                          std::shared_ptr<const QByteArray> body)
{
    m_transfer = transport.post(std::move(target), std::move(body), *this);
}

void ActiveRequest::abort(Transport &transport, const RequestError &error, TimePoint at)
{
    transport.cancel(std::exchange(m_transfer, nullptr));
    m_stream.finish();
    m_stream.progress().error = error;
    m_record.end = at - m_runStart;
}

RequestRecord ActiveRequest::takeRecord()
{
    m_record.status = m_status;
    if (m_sentAt)
        m_record.sent = *m_sentAt - m_runStart;
    transferTo(m_record, std::move(m_stream.progress()), m_runStart);
    return std::move(m_record);
}

void ActiveRequest::onSent(TimePoint at, std::optional<nanoseconds> connect)
{
    m_sentAt = at;
    m_lastActivity = at;
    m_record.connect = connect;
}

void ActiveRequest::onHeaders(TimePoint at, int status, std::string_view contentType, std::string_view retryAfter)
{
    m_record.headers = at - m_runStart;
    m_lastActivity = at;
    m_status = status;
    m_contentType = contentType;
    m_retryAfter = retryAfter;
    m_isStreamType =
        isStreamType(QString::fromLatin1(contentType.data(), static_cast<qsizetype>(contentType.size())), m_api);
}

bool ActiveRequest::onBody(std::string_view bytes, TimePoint at)
{
    m_lastActivity = at;
    if (!isStream()) {
        collect(bytes);
        return m_body.size() < keptBodyBytes;
    }
    const StreamProgress &progress = m_stream.progress();
    const int before = progress.chunks;
    const TimePoint from = before > 0 ? progress.lastToken : at;
    const bool goesOn = m_stream.feed(bytes, at);
    if (progress.chunks > before)
        m_listener.onChunks(*this, from, at, progress.chunks - before);
    return goesOn;
}

void ActiveRequest::collect(std::string_view bytes)
{
    m_body += bytes.substr(0, keptBodyBytes - m_body.size());
}

void ActiveRequest::onEnd(const TransferEnd &end, TimePoint at)
{
    m_transfer = nullptr;
    m_record.end = at - m_runStart;
    m_record.roundTrip = end.roundTrip;
    if (end.kind == TransferEnd::Kind::Complete || !m_stream.progress().done)
        m_stream.finish(); // a connection cut after [DONE] has cut nothing
    std::optional<RequestError> &error = m_stream.progress().error;
    if (m_status != 0 && !isStream())
        error = refusal();
    else if (end.kind == TransferEnd::Kind::ConnectFailed || end.kind == TransferEnd::Kind::ConnectionLost) {
        if (!m_stream.progress().done && (!error || error->kind == QLatin1String("truncated")))
            error = transferError(end);
    }
    m_listener.onEnded(*this);
}

RequestError ActiveRequest::refusal() const
{
    const QString body = QString::fromUtf8(m_body.data(), static_cast<qsizetype>(m_body.size()));
    if (m_status == 200) {
        const bool isJson = m_contentType.starts_with("application/json");
        const QString what = isJson
            ? QStringLiteral("the server did not stream: it answered with one JSON document")
            : QStringLiteral("the answer is no event stream but \"%1\"").arg(QString::fromStdString(m_contentType));
        return {.kind = QStringLiteral("not-a-stream"),
                .message = QStringLiteral("%1: %2").arg(what, firstLine(m_body)),
                .body = body};
    }
    RequestError error {.kind = QStringLiteral("http"), .message = {}, .body = body};
    QString prefix = QStringLiteral("HTTP status %1").arg(m_status);
    if (m_status == 429) {
        error.kind = QStringLiteral("rate-limited");
        prefix += QStringLiteral(" (too many requests)");
    } else if (m_status == 503) {
        error.kind = QStringLiteral("unavailable");
        prefix += QStringLiteral(" (service unavailable)");
    }
    if (!m_retryAfter.empty())
        prefix += QStringLiteral(", retry after %1").arg(QString::fromStdString(m_retryAfter));
    const QString message = QString::fromStdString(errorMessageFrom(m_body));
    error.message = message.isEmpty() ? prefix : QStringLiteral("%1: %2").arg(prefix, message);
    return error;
}

RequestError ActiveRequest::transferError(const TransferEnd &end) const
{
    const QString why = QString::fromStdString(end.message);
    if (end.kind == TransferEnd::Kind::ConnectFailed)
        return {.kind = QStringLiteral("connect"), .message = QStringLiteral("no connection: %1").arg(why), .body = {}};
    return {.kind = QStringLiteral("connection-lost"),
            .message = QStringLiteral("the connection was lost: %1").arg(why),
            .body = {}};
}

}
