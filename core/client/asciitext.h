// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <string_view>

namespace streamgauge {

// What an HTTP head is read with; letters beyond ASCII are other bytes.

inline bool isSameIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), b.data(), a.size()) == 0;
}

inline bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    return isSameIgnoringCase(text.substr(0, prefix.size()), prefix);
}

/// Without spaces, tabs and line ends around it.
inline std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

}
