// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace streamgauge {

/// What matters of an HTTP/1 response's head.
struct HttpHead
{
    int status = 0;
    std::string contentType {};
    std::string retryAfter {};
    std::optional<std::uint64_t> contentLength {};
    bool isChunked = false;
    bool keepsOpen = true; ///< the connection may be used again: the default of HTTP/1.1, not of HTTP/1.0
};

/// The size of the head that @p text begins with, the empty line after it included; empty where that has not come yet.
/// @p scanned: no end before this, as an earlier call found with less of the text.
std::optional<std::size_t> headSize(std::string_view text, std::size_t scanned = 0);

/// Whether @p text can be a head's beginning: so that whatever else answers is told at once.
bool mayBeHead(std::string_view text);

/// @p text: one head as headSize() cut it off. Lines may end with \n alone; a line that begins with a space continues
/// the one before (obs-fold of RFC 9112). The error says in words what is wrong with it.
std::expected<HttpHead, std::string> parseHead(std::string_view text);

}
