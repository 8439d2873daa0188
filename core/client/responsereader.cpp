// SPDX-License-Identifier: Apache-2.0
#include "client/responsereader.h"

#include <algorithm>
#include <utility>

namespace streamgauge {

namespace {

constexpr int switchingProtocols = 101;
constexpr int firstFinal = 200;

bool hasNoBody(int status)
{
    constexpr int noContent = 204;
    constexpr int notModified = 304;
    return status == noContent || status == notModified;
}

}

ResponseReader::Part ResponseReader::feed(char *bytes, std::size_t size)
{
    Part part;
    m_hasBegun |= size > 0;
    std::size_t taken = 0;
    while (taken < size && !m_hasHead && m_problem.empty()) {
        taken += addHead({bytes + taken, size - taken});
        part.endsHead = m_hasHead;
    }
    if (m_hasHead && m_problem.empty())
        part.body = addBody(bytes + taken, size - taken);
    return part;
}

/// What of @p bytes was head.
std::size_t ResponseReader::addHead(std::string_view bytes)
{
    const std::size_t before = m_headText.size();
    m_headText.append(bytes.substr(0, headLimit + 1 - before));
    const auto end = headSize(m_headText, before);
    if (!end) {
        if (!mayBeHead(m_headText))
            m_problem = "the server did not answer with HTTP/1";
        else if (m_headText.size() > headLimit)
            m_problem = "the response's head is larger than 64 KiB";
        return bytes.size();
    }
    m_headText.resize(*end);
    auto head = parseHead(m_headText);
    m_headText.clear();
    if (!head)
        m_problem = std::move(head).error();
    else if (head->status == switchingProtocols)
        m_problem = "the server wants to switch protocols, which it was not asked for";
    else if (head->status >= firstFinal)
        m_head = *std::move(head);
    m_hasHead = m_head.status > 0;
    if (m_hasHead) {
        m_headText = {};
        beginBody();
    }
    return *end - before;
}

void ResponseReader::beginBody()
{
    m_left = m_head.contentLength.value_or(0);
    m_isComplete = hasNoBody(m_head.status) || (m_head.contentLength && m_left == 0);
    m_endsWithConnection = !m_isComplete && !m_head.isChunked && !m_head.contentLength;
}

std::string_view ResponseReader::addBody(char *bytes, std::size_t size)
{
    if (m_endsWithConnection)
        return {bytes, size};
    if (m_isComplete) {
        m_hasExcess |= size > 0;
        return {};
    }
    if (m_head.isChunked) {
        const ChunkedBody::Step step = m_chunks.feed(bytes, size);
        m_problem = m_chunks.problem();
        m_isComplete = m_chunks.isComplete();
        m_hasExcess = m_isComplete && step.taken < size;
        return {bytes, step.bodySize};
    }
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, size));
    m_left -= count;
    m_isComplete = m_left == 0;
    m_hasExcess = count < size;
    return {bytes, count};
}

void ResponseReader::close()
{
    if (m_isComplete || !m_problem.empty())
        return;
    if (m_endsWithConnection)
        m_isComplete = true;
    else if (!m_hasBegun)
        m_problem = "the server closed the connection without an answer";
    else if (!m_hasHead)
        m_problem = "the server closed the connection within the head of its answer";
    else if (m_head.isChunked)
        m_problem = "the server closed the connection before the answer's last chunk";
    else
        m_problem = "the server closed the connection with " + std::to_string(m_left) + " bytes of the answer missing";
}

bool ResponseReader::isReusable() const
{
    return m_isComplete && m_head.keepsOpen && !m_endsWithConnection && !m_hasExcess;
}

}
