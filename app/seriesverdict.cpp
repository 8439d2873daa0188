// SPDX-License-Identifier: Apache-2.0
#include "seriesverdict.h"

#include "compare/expectations.h"
#include "output.h"

namespace streamgauge {

bool isAllWell(const Comparison &comparison)
{
    bool isWell = true;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        const QStringList unmet = unmetExpectations(comparison, i);
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
