// SPDX-License-Identifier: Apache-2.0
#include "report/rooflinetable.h"

#include "analysis/seriesview.h"

namespace streamgauge {

namespace {

QString hardwareName(const FoundHardware &hardware)
{
    return hardware.count > 1 ? QStringLiteral("%1 × %2").arg(hardware.count).arg(hardware.hardware.name)
                              : hardware.hardware.name;
}

QString effectiveSentence(const Comparison &comparison, const EffectiveBandwidth &effective)
{
    QStringList labels;
    for (const std::size_t series : effective.series)
        labels.append(comparison.series[series].label);
    QString text = QStringLiteral("%1 %2 %3 of the %4 GB/s of %5 (%6)")
                       .arg(listText(labels), labels.size() == 1 ? QStringLiteral("reads") : QStringLiteral("read"),
                            numberText(effective.gbPerS), numberText(effective.hardware.bandwidthGbPerS()),
                            hardwareName(effective.hardware),
                            percentText(effective.gbPerS / effective.hardware.bandwidthGbPerS()));
    if (effective.high > 0)
        text += QStringLiteral(", 95 % interval %1–%2").arg(numberText(effective.low), numberText(effective.high));
    return text + QLatin1Char('.');
}

}

ReportTable rooflineTable(const Comparison &comparison, const Roofline &roofline)
{
    ReportTable table {.title = QStringLiteral("Against the memory's limit"),
                       .header = {QStringLiteral("Series"), QStringLiteral("GB read per token"),
                                  QStringLiteral("Limit (tokens/s)"), QStringLiteral("TPS (tokens/s)"),
                                  QStringLiteral("Reached"), QStringLiteral("Read (GB/s)")},
                       .rows = {}};
    for (const RooflineSeries &one : roofline.series)
        table.rows.push_back({comparison.series[one.series].label, numberText(one.read.gb()), numberText(one.ceiling),
                              numberText(one.tokensPerSecond), percentText(one.share()), numberText(one.gbPerS())});
    return table;
}

ReportTable prefillTable(const Comparison &comparison, const std::vector<PrefillLimit> &limits)
{
    ReportTable table {.title = QStringLiteral("Prefill against the compute's limit"),
                       .header = {QStringLiteral("Series"), QStringLiteral("Peak of"),
                                  QStringLiteral("Limit (tokens/s)"), QStringLiteral("Prefill (tokens/s)"),
                                  QStringLiteral("Reached")},
                       .rows = {},
                       .textColumns = 2};
    for (const PrefillLimit &limit : limits)
        table.rows.push_back({comparison.series[limit.series].label, limit.precision.toUpper(),
                              numberText(limit.ceiling), numberText(limit.tokensPerSecond),
                              percentText(limit.share())});
    return table;
}

QStringList rooflineSentences(const Comparison &comparison, const Roofline &roofline)
{
    QStringList sentences;
    for (const EffectiveBandwidth &effective : roofline.effective)
        sentences.append(effectiveSentence(comparison, effective));
    QStringList sparse;
    for (const RooflineSeries &one : roofline.series) {
        const QString &label = comparison.series[one.series].label;
        if (one.share() > 1)
            sentences.append(QStringLiteral("%1 is above its limit (%2): a cache, a counting error, speculative "
                                            "decoding, or wrong facts about the deployment.")
                                 .arg(label, percentText(one.share())));
        if (one.isSparse)
            sparse.append(label);
    }
    if (!sparse.isEmpty() && sparse.size() < qsizetype(roofline.series.size()))
        sentences.append(QStringLiteral("Left out of that mean, as mixtures of experts do more than read their active "
                                        "weights: %1.")
                             .arg(listText(sparse)));
    if (!roofline.leftOut.isEmpty())
        sentences.append(QStringLiteral("Not drawn: %1.").arg(roofline.leftOut.join(QStringLiteral("; "))));
    return sentences;
}

QString inWords(const PredictedTps &predicted, double gbPerToken)
{
    const QString about = QStringLiteral("A model that reads %1 GB a token: about %2 tokens/s")
                              .arg(numberText(gbPerToken), numberText(predicted.tokensPerSecond));
    if (predicted.high <= 0)
        return about;
    return QStringLiteral("%1 (95 % of such models: %2 to %3)")
        .arg(about, numberText(predicted.low), numberText(predicted.high));
}

QString inWords(const Need &need, double tokensPerSecond)
{
    return QStringLiteral("%1 tokens/s would need a memory of %2 GB/s, or here weights of %3 GB a token")
        .arg(numberText(tokensPerSecond), numberText(need.bandwidthGbPerS), numberText(need.gbPerToken));
}

}
