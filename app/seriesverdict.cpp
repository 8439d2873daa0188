// SPDX-License-Identifier: Apache-2.0
#include "seriesverdict.h"

#include "compare/expectations.h"
#include "output.h"

namespace streamgauge {

bool isAllWell(const std::vector<SeriesSummary> &all)
{
    bool isWell = true;
    for (const SeriesSummary &series : all) {
        const QStringList unmet = unmetExpectations(series);
        for (const QString &expectation : unmet)
            complain(QStringLiteral("Expectation not met: %1: %2").arg(series.label, expectation));
        if (series.failed > 0)
            complain(QStringLiteral("%1: %2 of %3 requests failed")
                         .arg(series.label)
                         .arg(series.failed)
                         .arg(series.failed + series.completed));
        isWell = isWell && series.failed == 0 && unmet.isEmpty();
    }
    return isWell;
}

}
