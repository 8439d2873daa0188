// SPDX-License-Identifier: Apache-2.0
#include "report/checkreport.h"

#include "report/wrappedtext.h"

#include <algorithm>

namespace streamgauge {

ReportTable checksTable(const std::vector<CheckFinding> &findings)
{
    ReportTable table {QStringLiteral("Checks"),
                       {QStringLiteral("Level"), QStringLiteral("Check"), QStringLiteral("Series"),
                        QStringLiteral("What was found"), QStringLiteral("What to do")},
                       {},
                       5};
    for (const CheckFinding &finding : findings)
        for (const CheckFinding::Message &message : finding.messages)
            table.rows.push_back({toString(message.level), finding.id,
                                  message.series.isEmpty() ? QStringLiteral("all") : message.series, message.text,
                                  finding.advice});
    return table;
}

QString checksText(const std::vector<CheckFinding> &findings, int width)
{
    constexpr int levelWidth = 9;
    qsizetype idWidth = 0;
    for (const CheckFinding &finding : findings)
        idWidth = std::max(idWidth, finding.id.size());
    const auto indent = static_cast<int>(levelWidth + idWidth + 2);
    QString text;
    for (const CheckFinding &finding : findings) {
        for (const CheckFinding::Message &message : finding.messages) {
            const QString head = toString(message.level).leftJustified(levelWidth)
                + finding.id.leftJustified(int(idWidth)) + QStringLiteral("  ");
            const QString series = message.series.isEmpty() ? QString() : message.series + QStringLiteral(": ");
            text += wrappedText(head, series + message.text, indent, width);
        }
        text +=
            wrappedText(QString(indent, QLatin1Char(' ')), QStringLiteral("→ ") + finding.advice, indent + 2, width);
    }
    return text;
}

}
