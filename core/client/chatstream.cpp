// SPDX-License-Identifier: Apache-2.0
#include "client/chatstream.h"

#include "client/sparinggrowth.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr std::size_t shownBytes = 200;

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}

bool isStreamType(const QString &contentType, Api api)
{
    const QString type = contentType.section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    if (api == Api::Ollama)
        return type == QLatin1String("application/x-ndjson") || type == QLatin1String("application/ndjson")
            || type == QLatin1String("application/jsonl");
    return type == QLatin1String("text/event-stream");
}

ChatStream::ChatStream(ChatChunkParser &parser, Api api, std::size_t maxEventBytes)
    : m_parser(parser)
    , m_api(api)
{
    if (api == Api::Ollama)
        m_framing.emplace<LineParser>(maxEventBytes);
    else
        m_framing.emplace<SseParser>(maxEventBytes);
}

bool ChatStream::feed(std::string_view bytes, TimePoint at)
{
    if (m_progress.error)
        return false;
    m_lastRead = at;
    const auto onEvent = [this, at](const SseEvent &event) { return handleEvent(event, at); };
    const bool ok = std::visit([&](auto &framing) { return framing.feed(bytes, onEvent); }, m_framing);
    if (std::visit([](const auto &framing) { return framing.tooLarge(); }, m_framing))
        return fail("too-large", "an event of the stream is larger than the limit (8 MiB): no event end in sight");
    return ok;
}

bool ChatStream::handleEvent(const SseEvent &event, TimePoint at)
{
    std::string_view data = event.data;
    while (!data.empty() && (data.back() == ' ' || data.back() == '\t'))
        data.remove_suffix(1);
    if (data.empty() && event.name != "error")
        return true;
    if (!m_progress.firstFrame)
        m_progress.firstFrame = at;
    if (data == "[DONE]") {
        m_progress.done = true;
        return true;
    }
    const auto parse = [this](std::string_view json, ChatChunk &chunk) { return m_parser.parse(json, chunk, m_api); };
    const bool isJson = m_template.parse(data, m_chunk, parse);
    if (event.name == "error")
        return fail("server-error", isJson && !m_chunk.errorMessage.empty() ? m_chunk.errorMessage : std::string(data),
                    data);
    if (!isJson)
        return fail("malformed", "an event is not valid JSON: " + std::string(data.substr(0, shownBytes)), data);
    if (m_chunk.isError)
        return fail("server-error", m_chunk.errorMessage, data);
    if (m_chunk.severalChoices)
        return fail("malformed", "the server sent several choices though one was asked for", data);

    const bool hasText = !m_chunk.content.empty() || !m_chunk.reasoning.empty() || m_chunk.otherTokens;
    if (hasText)
        handleText(at);
    handleUsage(hasText);
    if (!m_chunk.finishReason.empty())
        m_progress.finish = m_chunk.finishReason;
    m_progress.done |= m_chunk.isLast;
    if (m_progress.finish == "error" || m_progress.finish == "abort")
        return fail("aborted", "the server ended the answer with finish_reason \"" + m_progress.finish + '"');
    return true;
}

void ChatStream::handleText(TimePoint at)
{
    if (!m_progress.firstToken) {
        m_progress.firstToken = at;
    } else {
        // Rounded from the first chunk on, so that the gaps' sum does not drift.
        const std::int64_t offset_us = duration_cast<microseconds>(at - *m_progress.firstToken).count();
        m_progress.chunkGaps.add(static_cast<std::uint32_t>(offset_us - m_lastOffset_us));
        m_lastOffset_us = offset_us;
    }
    m_progress.lastToken = at;
    ++m_progress.chunks;

    appendSparingly(m_progress.reasoning, m_chunk.reasoning);
    if (m_chunk.content.empty() && !m_chunk.otherTokens)
        return;
    const ThinkTags::Parts parts = m_think.split(m_chunk.content);
    appendSparingly(m_progress.reasoning, parts.reasoning);
    appendSparingly(m_progress.answer, parts.answer);
    if (m_progress.firstAnswerToken)
        return;
    if (!m_heldBackSince)
        m_heldBackSince = at;
    if (!parts.answer.empty() || m_chunk.otherTokens)
        m_progress.firstAnswerToken = m_think.sawReasoning() ? at : *m_heldBackSince;
}

void ChatStream::handleUsage(bool hasText)
{
    if (m_chunk.tokenIds) {
        m_progress.tokenIds += *m_chunk.tokenIds;
        m_progress.chunksWithTokenIds += hasText ? 1 : 0;
    }
    if (m_chunk.timings)
        m_progress.timings = m_chunk.timings;
    if (hasText && m_progress.chunks == 1)
        m_progress.firstChunkTokens = countSoFar();
    if (!m_chunk.usage)
        return;
    const Usage &usage = *m_chunk.usage;
    if (usage.completionTokens && hasText)
        ++m_progress.continuousUsage;
    const auto keep = [](std::optional<int> &into, const std::optional<int> &from) {
        if (from)
            into = from;
    };
    keep(m_progress.usage.promptTokens, usage.promptTokens);
    keep(m_progress.usage.completionTokens, usage.completionTokens);
    keep(m_progress.usage.cachedTokens, usage.cachedTokens);
    keep(m_progress.usage.reasoningTokens, usage.reasoningTokens);
}

/// The server's own count up to this chunk, by the best evidence in it; 0 where it gives none. Tokens that were held
/// back before the first text (a role, the beginning of a tag) are in it: they were decoded before the decode time
/// began.
int ChatStream::countSoFar() const
{
    if (m_chunk.tokenIds)
        return m_progress.tokenIds;
    if (m_chunk.usage && m_chunk.usage->completionTokens)
        return *m_chunk.usage->completionTokens;
    if (m_chunk.timings && m_chunk.timings->predictedTokens)
        return *m_chunk.timings->predictedTokens;
    return 0;
}

bool ChatStream::fail(const char *kind, std::string_view message, std::string_view body)
{
    constexpr std::size_t keptBytes = 2048;
    m_progress.error = RequestError {
        .kind = QString::fromLatin1(kind), .message = fromUtf8(message), .body = fromUtf8(body.substr(0, keptBytes))};
    return false;
}

void ChatStream::finish()
{
    if (const auto *lines = std::get_if<LineParser>(&m_framing); lines && lines->hasPartialEvent() && !m_progress.error)
        feed("\n", m_lastRead);
    const ThinkTags::Parts rest = m_think.flush();
    m_progress.reasoning += rest.reasoning;
    m_progress.answer += rest.answer;
    if (!rest.answer.empty() && !m_progress.firstAnswerToken)
        m_progress.firstAnswerToken = m_heldBackSince;
    if (m_progress.error)
        return;
    if (m_progress.finish.empty() && !m_progress.done)
        fail("truncated", "the stream ended with neither a finish_reason nor [DONE]");
    else if (m_progress.chunks == 0)
        fail("empty", "the answer is complete but has no generated token");
}

namespace {

void transferTokens(RequestRecord &record, const StreamProgress &progress)
{
    record.promptTokens = progress.usage.promptTokens;
    record.cachedTokens = progress.usage.cachedTokens;
    record.reasoningTokens = progress.usage.reasoningTokens;
    if (progress.timings) {
        const auto &timings = *progress.timings;
        if (!record.cachedTokens)
            record.cachedTokens = timings.cachedTokens;
        if (!record.promptTokens && timings.promptTokens)
            record.promptTokens = *timings.promptTokens + timings.cachedTokens.value_or(0);
    }
    if (progress.tokenIds > 0 && progress.chunksWithTokenIds == progress.chunks) {
        record.outputTokens = progress.tokenIds;
        record.evidence = TokenEvidence::TokenIds;
    } else if (progress.usage.completionTokens) {
        record.outputTokens = progress.usage.completionTokens;
        record.evidence = progress.chunks > 1 && progress.continuousUsage == progress.chunks
            ? TokenEvidence::ContinuousUsage
            : TokenEvidence::Usage;
    } else if (progress.timings && progress.timings->predictedTokens) {
        record.outputTokens = progress.timings->predictedTokens;
        record.evidence = TokenEvidence::EngineTimings;
    } else if (progress.chunks > 0) {
        record.outputTokens = progress.chunks;
        record.evidence = TokenEvidence::Chunks;
    }
    // Where nothing tells how many tokens the first chunk had, it is taken for an average one.
    record.firstChunkTokens = progress.firstChunkTokens;
    if (record.firstChunkTokens == 0 && progress.chunks > 0 && record.outputTokens)
        record.firstChunkTokens =
            std::max(1, static_cast<int>(std::lround(static_cast<double>(*record.outputTokens) / progress.chunks)));
}

}

void transferTo(RequestRecord &record, StreamProgress &&progress, TimePoint runStart)
{
    const auto sinceStart = [runStart](const std::optional<TimePoint> &at) -> std::optional<RunTime> {
        if (!at)
            return std::nullopt;
        return *at - runStart;
    };
    record.firstFrame = sinceStart(progress.firstFrame);
    record.firstToken = sinceStart(progress.firstToken);
    record.firstAnswerToken = sinceStart(progress.firstAnswerToken);
    if (progress.chunks > 0)
        record.lastToken = progress.lastToken - runStart;
    record.chunks = progress.chunks;
    record.chunkGaps_us = progress.chunkGaps.toVector();
    transferTokens(record, progress);
    record.finish = fromUtf8(progress.finish);
    record.text = fromUtf8(progress.answer);
    record.reasoning = fromUtf8(progress.reasoning);
    record.error = std::move(progress.error);
}

}
