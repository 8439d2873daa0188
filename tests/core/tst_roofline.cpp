// SPDX-License-Identifier: Apache-2.0
#include "analysis/roofline.h"
#include "metrics/studentt.h"
#include "referenceruns.h"
#include "report/rooflinetable.h"

#include <QTest>

#include <cmath>

using namespace streamgauge;

namespace {

Statistics ofMean(double mean)
{
    Statistics statistics;
    statistics.mean = mean;
    return statistics;
}

/// A dense model on a DGX Spark (273 GB/s).
SeriesSummary seriesOf(const QString &label, double weightsGb, double tps)
{
    SeriesSummary series;
    series.label = label;
    series.hardware = QStringLiteral("dgx-spark");
    series.deployment.weightsGb = weightsGb;
    series.overall[Metric::Tps] = ofMean(tps);
    return series;
}

std::vector<SeriesSummary> reference(const QStringList &labels)
{
    std::vector<SeriesSummary> series;
    for (const QString &label : labels)
        series.push_back(summarizeSeries(referenceRun(label), 0));
    return series;
}

const QStringList dense {QStringLiteral("Llama-70B"), QStringLiteral("Mistral-24B"), QStringLiteral("Qwen3-32B")};

bool isNear(double value, double expected, double relative = 1e-9)
{
    return std::abs(value - expected) <= relative * std::abs(expected);
}

}

class TestRoofline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenReadsTheActiveWeightsAndTheCache()
    {
        Deployment deployment;
        QVERIFY(!tokenRead(deployment, 100));
        deployment.weightsGb = 14;
        QCOMPARE(tokenRead(deployment, 100)->gb(), 14.0);
        deployment.parametersB = 21;
        deployment.activeParametersB = 3.6;
        QVERIFY(isNear(tokenRead(deployment, 100)->gb(), 14 * 3.6 / 21));
        QVERIFY(isMixtureOfExperts(deployment));
        deployment.kvKbPerToken = 50; // × 10,000 tokens = 0.5 GB
        QVERIFY(isNear(tokenRead(deployment, 10'000)->gb(), 14 * 3.6 / 21 + 0.5));
    }

    void theLimitIsBandwidthOverWhatATokenReads()
    {
        const Roofline found = roofline({seriesOf(QStringLiteral("A"), 40, 3.9)}, bundledHardware());
        QCOMPARE(found.series.size(), 1u);
        QVERIFY(isNear(found.series[0].ceiling, 273.0 / 40));
        QVERIFY(isNear(found.series[0].share(), 3.9 * 40 / 273));
        QVERIFY(isNear(found.series[0].gbPerS(), 156));
        QVERIFY(found.leftOut.isEmpty());
    }

    void theReferenceReadsAbout155Of273()
    {
        const Roofline found = roofline(reference(dense), bundledHardware());
        QCOMPARE(found.effective.size(), 1u);
        const EffectiveBandwidth &effective = found.effective[0];
        QVERIFY2(effective.gbPerS > 150 && effective.gbPerS < 160, qPrintable(QString::number(effective.gbPerS)));
        QVERIFY(effective.low < effective.gbPerS && effective.gbPerS < effective.high);
        const PredictedTps predicted = predictedTps(effective, 8);
        QCOMPARE(std::lround(predicted.tokensPerSecond), 19L);
        QVERIFY(predicted.low < predicted.tokensPerSecond && predicted.tokensPerSecond < predicted.high);
        // A new model varies more than the mean is uncertain.
        QVERIFY(predicted.low * 8 < effective.low && effective.high < predicted.high * 8);
    }

    void mixturesOfExpertsDoNotCountWhereThereAreDenseModels()
    {
        const double alone = roofline(reference(dense), bundledHardware()).effective[0].gbPerS;
        const auto all = reference(dense + QStringList {QStringLiteral("GPT-OSS-20B")});
        const Roofline found = roofline(all, bundledHardware());
        QCOMPARE(found.series.size(), 4u);
        QCOMPARE(found.effective[0].gbPerS, alone);
        QCOMPARE(found.effective[0].series.size(), 3u);
        const Comparison comparison {.series = all, .baseline = {}};
        QVERIFY(rooflineSentences(comparison, found)
                    .join(u' ')
                    .contains(QLatin1String("do more than read their active weights: GPT-OSS-20B")));
        QCOMPARE(roofline({all[3]}, bundledHardware()).effective[0].series.size(), 1u);
    }

    /// Logarithms 100 and 144: mean 120, standard deviation ln(1.44)/√2; t of one degree of freedom is 12.7062.
    void theIntervalIsThatOfTheLogarithms()
    {
        const Roofline found = roofline(
            {seriesOf(QStringLiteral("A"), 10, 10), seriesOf(QStringLiteral("B"), 10, 14.4)}, bundledHardware());
        const EffectiveBandwidth &effective = found.effective[0];
        QVERIFY(isNear(effective.gbPerS, 120));
        const double spread = std::log(1.44) / std::sqrt(2);
        QVERIFY(isNear(effective.spread, spread));
        QVERIFY(isNear(effective.high, 120 * std::exp(12.7062 * spread / std::sqrt(2)), 1e-4));
        QVERIFY(isNear(predictedTps(effective, 10).high, 12 * std::exp(12.7062 * spread * std::sqrt(1.5)), 1e-4));
    }

    void aGoalNeedsBandwidthOrLighterWeights()
    {
        const Roofline found = roofline({seriesOf(QStringLiteral("A"), 20, 6.825)}, bundledHardware()); // half of 13.65
        const Need need = needFor(13.65, found.series[0]);
        QVERIFY(isNear(need.bandwidthGbPerS, 546));
        QVERIFY(isNear(need.gbPerToken, 10));
    }

    void aSimulatedDeviceIsComparedInItsOwnTime()
    {
        SeriesSummary fast = seriesOf(QStringLiteral("A"), 40, 39);
        fast.simulated = true;
        fast.simulationSpeed = 10;
        QVERIFY(isNear(roofline({fast}, bundledHardware()).series[0].share(), 3.9 * 40 / 273));
    }

    void whatIsAboveTheLimitIsSaid()
    {
        const std::vector<SeriesSummary> series {seriesOf(QStringLiteral("A"), 40, 8)};
        const Comparison comparison {.series = series, .baseline = {}};
        const QString said = rooflineSentences(comparison, roofline(series, bundledHardware())).join(u' ');
        QVERIFY2(said.contains(QLatin1String("A is above its limit (117 %)")), qPrintable(said));
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QString>("hardware");
        QTest::addColumn<double>("weights_gb");
        QTest::addColumn<bool>("hasTps");
        QTest::addColumn<QString>("said");

        QTest::newRow("no hardware") << QString() << 10.0 << true << QStringLiteral("A: its hardware is not named");
        QTest::newRow("unknown hardware")
            << QStringLiteral("abacus") << 10.0 << true << QStringLiteral("the bandwidth of “abacus” is not known");
        QTest::newRow("no weights") << QStringLiteral("dgx-spark") << 0.0 << true
                                    << QStringLiteral("weights_gb of its deployment is not known");
        QTest::newRow("nothing measured")
            << QStringLiteral("dgx-spark") << 10.0 << false << QStringLiteral("it has no TPS");
    }

    void whatIsMissingIsSaid()
    {
        QFETCH(QString, hardware);
        QFETCH(double, weights_gb);
        QFETCH(bool, hasTps);
        QFETCH(QString, said);

        SeriesSummary series = seriesOf(QStringLiteral("A"), weights_gb, 5);
        series.hardware = hardware;
        if (!hasTps)
            series.overall.clear();
        const Roofline found = roofline({series}, bundledHardware());
        QVERIFY(found.series.empty() && found.effective.empty());
        QCOMPARE(found.leftOut.size(), 1);
        QVERIFY2(found.leftOut[0].contains(said), qPrintable(found.leftOut[0]));
    }

    /// 2 FLOPs × 35e9 active parameters: a peak of 500e12 allows 7,143 tokens a second.
    void prefillIsBoundByCompute()
    {
        SeriesSummary series = seriesOf(QStringLiteral("A"), 20, 5);
        series.deployment.parametersB = 35;
        series.deployment.quantization = QStringLiteral("NVFP4");
        TestSummary slow;
        slow.warm[Metric::PrefillRate] = ofMean(100);
        TestSummary fast;
        fast.warm[Metric::PrefillRate] = ofMean(1000);
        series.tests = {slow, fast};
        const auto limits = prefillLimits({series}, bundledHardware());
        QCOMPARE(limits.size(), 1u);
        QVERIFY(isNear(limits[0].ceiling, 500e12 / 2 / 35e9));
        QCOMPARE(limits[0].precision, QStringLiteral("fp4"));
        QVERIFY(isNear(limits[0].share(), 1000 / (500e12 / 70e9)));
        series.deployment.quantization.clear(); // no bf16 peak is known of this hardware
        QVERIFY(prefillLimits({series}, bundledHardware()).empty());
    }

    /// Tables of the t distribution.
    void studentsQuantiles()
    {
        QVERIFY(isNear(studentQuantile(0.05, 1), 12.7062, 1e-5));
        QVERIFY(isNear(studentQuantile(0.05, 4), 2.77645, 1e-5));
        QVERIFY(isNear(studentQuantile(0.05, 30), 2.04227, 1e-5));
    }
};

QTEST_GUILESS_MAIN(TestRoofline)

#include "tst_roofline.moc"
