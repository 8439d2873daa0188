// SPDX-License-Identifier: Apache-2.0
#include "compare/serieschips.h"

#include "figure/figureseries.h"

namespace streamgauge {

namespace {

ChipData pendingChip(const TrayEntry &entry)
{
    ChipData chip;
    chip.label = entry.choice.label.isEmpty() ? entry.reference.path.section(QLatin1Char('/'), -1) : entry.choice.label;
    chip.color = currentTheme().mutedText;
    chip.state = entry.error ? ChipData::State::Failed : ChipData::State::Loading;
    chip.toolTip = entry.error ? entry.error->toString() : entry.reference.path;
    return chip;
}

/// Read, but not compared.
ChipData hiddenChip(const TrayEntry &entry)
{
    ChipData chip;
    chip.label = entry.label();
    chip.color = currentTheme().mutedText;
    chip.hidden = true;
    chip.simulated = entry.summary->simulated;
    chip.toolTip = QObject::tr("%1\n%2\nHidden: not compared").arg(entry.label(), entry.summary->runTitle);
    return chip;
}

ChipData readyChip(const SeriesSummary &series, const QColor &color, bool baseline)
{
    ChipData chip;
    chip.label = series.label;
    chip.detail = series.mode;
    chip.color = color;
    chip.baseline = baseline;
    chip.simulated = series.simulated;
    chip.toolTip = QStringLiteral("%1\n%2\n%3").arg(series.label, series.model, series.runTitle);
    return chip;
}

}

std::vector<ChipData> chipsOf(const CompareSeries &series, const Comparison &comparison)
{
    const std::vector<FigureSeries> paints = figureSeries(comparison, currentTheme());
    std::vector<ChipData> chips;
    std::size_t read = 0;
    for (const TrayEntry &entry : series.entries()) {
        if (!entry.summary) {
            chips.push_back(pendingChip(entry));
            continue;
        }
        if (entry.choice.hidden) {
            chips.push_back(hiddenChip(entry));
            continue;
        }
        const bool baseline = comparison.series.size() > 1 && comparison.baseline == read;
        chips.push_back(readyChip(comparison.series[read], paints[read].paint.color, baseline));
        ++read;
    }
    return chips;
}

}
