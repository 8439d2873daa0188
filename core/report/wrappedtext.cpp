// SPDX-License-Identifier: Apache-2.0
#include "report/wrappedtext.h"

#include <QStringList>

namespace streamgauge {

QString wrappedText(const QString &first, const QString &text, int indent, int width)
{
    QString result;
    QString line = first;
    bool isEmpty = true;
    for (const QString &word : text.simplified().split(QLatin1Char(' '))) {
        if (!isEmpty && line.size() + 1 + word.size() > width) {
            result += line + QLatin1Char('\n');
            line = QString(indent, QLatin1Char(' '));
            isEmpty = true;
        }
        line += isEmpty ? word : QLatin1Char(' ') + word;
        isEmpty = false;
    }
    return result + line + QLatin1Char('\n');
}

}
