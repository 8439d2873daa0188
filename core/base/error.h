// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <expected>

namespace streamgauge {

/// Why an operation failed, in words a user can act on: what is wrong, where, and what to do.
struct Error
{
    enum class Code { Io, Syntax, Schema, Network, Protocol, Usage, Cancelled };

    Code code = Code::Io;
    QString message;
    QString source; ///< file name or URL; may be empty
    int line = 0;   ///< 1-based; 0 where lines mean nothing

    QString toString() const
    {
        if (source.isEmpty())
            return message;
        if (line > 0)
            return QStringLiteral("%1:%2: %3").arg(source).arg(line).arg(message);
        return QStringLiteral("%1: %2").arg(source, message);
    }
};

template<typename T>
using Expected = std::expected<T, Error>;

}
