// SPDX-License-Identifier: Apache-2.0
#include "client/httphead.h"

#include "client/asciitext.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>

namespace streamgauge {

namespace {

constexpr std::size_t shownBytes = 80;
constexpr std::string_view notHttp = "the server did not answer with HTTP/1";
constexpr std::string_view version = "HTTP/1.";

std::unexpected<std::string> problem(std::string_view what, std::string_view line)
{
    return std::unexpected(std::string(what) + ": \"" + std::string(line.substr(0, shownBytes)) + '"');
}

/// Takes the first line off, with those that continue it.
std::string_view takeLine(std::string_view &text)
{
    std::size_t end = text.find('\n');
    while (end != std::string_view::npos && end + 1 < text.size() && (text[end + 1] == ' ' || text[end + 1] == '\t'))
        end = text.find('\n', end + 1);
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return trimmed(line);
}

std::expected<HttpHead, std::string> parseStatusLine(std::string_view line)
{
    constexpr std::size_t codeAt = 9; // "HTTP/1.1 200"
    constexpr std::size_t codeSize = 3;
    HttpHead head;
    const std::string_view code = line.size() >= codeAt + codeSize ? line.substr(codeAt, codeSize) : "";
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const bool isEnded = line.size() <= codeAt + codeSize || line[codeAt + codeSize] == ' ';
    if (!line.starts_with(version) || code.empty() || line[codeAt - 1] != ' ' || !isDigit(line[version.size()])
        || !std::ranges::all_of(code, isDigit) || code.front() == '0' || !isEnded)
        return problem(notHttp, line);
    std::from_chars(code.data(), code.data() + code.size(), head.status);
    head.keepsOpen = line[version.size()] != '0';
    return head;
}

bool hasToken(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        if (isSameIgnoringCase(trimmed(list.substr(0, comma)), token))
            return true;
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return false;
}

/// Empty where the field is in order.
std::string addLength(HttpHead &head, std::string_view value)
{
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (value.empty() || error != std::errc() || end != value.data() + value.size())
        return "the response's Content-Length is no number: \"" + std::string(value.substr(0, shownBytes)) + '"';
    if (head.contentLength && *head.contentLength != length)
        return "the response has two different Content-Length";
    head.contentLength = length;
    return {};
}

std::string addField(HttpHead &head, std::string_view name, std::string_view value)
{
    if (isSameIgnoringCase(name, "content-type")) {
        head.contentType = value;
    } else if (isSameIgnoringCase(name, "retry-after")) {
        head.retryAfter = value;
    } else if (isSameIgnoringCase(name, "content-length")) {
        return addLength(head, value);
    } else if (isSameIgnoringCase(name, "transfer-encoding")) {
        if (isSameIgnoringCase(value, "chunked"))
            head.isChunked = true;
        else if (!isSameIgnoringCase(value, "identity"))
            return "the response has a transfer encoding that was not asked for: \""
                + std::string(value.substr(0, shownBytes)) + '"';
    } else if (isSameIgnoringCase(name, "connection")) {
        if (hasToken(value, "close"))
            head.keepsOpen = false;
        else if (hasToken(value, "keep-alive"))
            head.keepsOpen = true;
    }
    return {};
}

}

std::optional<std::size_t> headSize(std::string_view text, std::size_t scanned)
{
    constexpr std::size_t longestEnd = 3; // "\n\r\n"
    std::size_t at = text.find('\n', scanned > longestEnd ? scanned - longestEnd : 0);
    for (; at != std::string_view::npos; at = text.find('\n', at + 1)) {
        const std::string_view rest = text.substr(at + 1);
        if (rest.starts_with('\n'))
            return at + 2;
        if (rest.starts_with("\r\n"))
            return at + 3;
    }
    return std::nullopt;
}

bool mayBeHead(std::string_view text)
{
    const std::size_t size = std::min(text.size(), version.size());
    return text.substr(0, size) == version.substr(0, size);
}

std::expected<HttpHead, std::string> parseHead(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return std::unexpected("the response's head has a NUL byte in it");
    if (!mayBeHead(text))
        return problem(notHttp, text.substr(0, text.find_first_of("\r\n")));
    auto head = parseStatusLine(takeLine(text));
    if (!head)
        return head;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty())
            break;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return problem("the response's head has a line without a name", line);
        if (std::string wrong = addField(*head, trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
            !wrong.empty())
            return std::unexpected(std::move(wrong));
    }
    if (head->isChunked)
        head->contentLength.reset(); // chunks count more (RFC 9112, 6.3)
    return head;
}

}
