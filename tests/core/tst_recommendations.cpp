// SPDX-License-Identifier: Apache-2.0
#include "compare/recommendations.h"
#include "referenceruns.h"

#include <QTest>

#include <algorithm>

using namespace streamgauge;

namespace {

Comparison reference(const QStringList &labels)
{
    Comparison comparison;
    for (const QString &label : labels)
        comparison.series.push_back(summarizeSeries(referenceRun(label), 0));
    return comparison;
}

std::optional<Recommendation> find(const Comparison &comparison, const char *id)
{
    const auto all = recommendations(comparison, bundledHardware());
    const auto found = std::ranges::find(all, QString::fromLatin1(id), &Recommendation::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

const QString llama = QStringLiteral("Llama-70B");
const QString mistral = QStringLiteral("Mistral-24B");
const QString gptOss = QStringLiteral("GPT-OSS-20B");

SeriesSummary sweeping(const QString &label, double tokensPerSecond)
{
    SeriesSummary series;
    series.label = label;
    TestSummary test;
    test.name = QStringLiteral("A");
    series.tests = {test};
    for (const int concurrency : {1, 8}) {
        StageSummary stage;
        stage.concurrency = concurrency;
        stage.completed = 8;
        stage.load.outputTokensPerSecond = tokensPerSecond * concurrency;
        series.stages.push_back(stage);
    }
    return series;
}

}

class TestRecommendations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFastestThatNoneBeatsIsForInteractiveUse()
    {
        const auto found = find(reference({llama, mistral, gptOss}), "interactive");
        QVERIFY(found);
        QVERIFY2(found->sentence.contains(gptOss), qPrintable(found->sentence));
        QVERIFY2(found->evidence.contains(QLatin1String("Llama-70B 3.9 tokens/s")), qPrintable(found->evidence));
    }

    void whereNothingIsShownNoRuleSpeaks()
    {
        Comparison comparison = reference({mistral});
        SeriesSummary again = comparison.series[0];
        again.label = QStringLiteral("Again");
        comparison.series.push_back(again);
        QVERIFY(!find(comparison, "interactive"));
        QVERIFY(!find(reference({mistral}), "interactive")); // nobody to compare with
    }

    void whoBeginsSoonerForbidsIt()
    {
        Comparison comparison = reference({llama, gptOss});
        // The slower decoder answers at once.
        for (SeriesSummary *series : {&comparison.series[0]})
            for (TestSummary &test : series->tests)
                for (double &value : test.warm.at(Metric::Ttft).perRequest.values)
                    value /= 100;
        for (TestSummary &test : comparison.series[0].tests) {
            Observations &ttft = test.warm.at(Metric::Ttft).perRequest;
            ttft = observationsOf(ttft.values);
        }
        QVERIFY(!find(comparison, "interactive"));
    }

    void throughputNeedsAClearLead()
    {
        Comparison comparison;
        comparison.series = {sweeping(QStringLiteral("A"), 100), sweeping(QStringLiteral("B"), 60)};
        const auto found = find(comparison, "throughput");
        QVERIFY(found && found->sentence.contains(QLatin1String("A")));
        QVERIFY2(found->evidence.contains(QLatin1String("A 800 tokens/s at concurrency 8")),
                 qPrintable(found->evidence));
        comparison.series[1] = sweeping(QStringLiteral("B"), 95);
        QVERIFY(!find(comparison, "throughput"));
    }

    void whatToTryFollowsFromTheLimit()
    {
        Comparison comparison = reference({mistral});
        const auto graphs = find(comparison, "try-cuda-graphs"); // 53 %, and off in its deployment
        QVERIFY(graphs && graphs->evidence.contains(QLatin1String("53 %")));
        comparison.series[0].deployment.cudaGraphs = true;
        QVERIFY(!find(comparison, "try-cuda-graphs"));
        comparison.series[0].overall.at(Metric::Tps).mean = 17; // of 18.2
        const auto lighter = find(comparison, "try-lighter-weights");
        QVERIFY(lighter && lighter->sentence.contains(mistral));
        comparison.series[0].overall.at(Metric::Tps).mean = 25; // above it: a counting error, not a limit
        QVERIFY(!find(comparison, "try-lighter-weights"));
    }

    void oneStreamOnABatchingServerLeavesThroughputUnused()
    {
        const auto found = find(reference({llama, mistral}), "try-concurrency");
        QVERIFY(found);
        QVERIFY(found->sentence.contains(llama) && !found->sentence.contains(mistral)); // max_num_seqs is 1 there
    }
};

QTEST_GUILESS_MAIN(TestRecommendations)

#include "tst_recommendations.moc"
