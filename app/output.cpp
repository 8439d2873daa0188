// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include <cstdio>

namespace streamgauge {

void complain(const QString &message)
{
    std::fputs((message.toUtf8() + "\n").constData(), stderr);
}

bool print(const QByteArray &text)
{
    const auto size = static_cast<std::size_t>(text.size());
    const bool isWritten = std::fwrite(text.constData(), 1, size, stdout) == size;
    if (std::fflush(stdout) == 0 && isWritten)
        return true;
    complain(QStringLiteral("The output could not be written to its end."));
    return false;
}

}
