// SPDX-License-Identifier: Apache-2.0
#include "compare/distribution.h"
#include "referenceruns.h"

#include <QTest>

#include <cmath>

using namespace streamgauge;

class TestDistribution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsGoFromZeroToOne()
    {
        const auto steps = ecdf({1, 2, 2, 5});
        const std::vector<QPointF> expected {{1, 0}, {1, 0.25}, {2, 0.5}, {2, 0.75}, {5, 1}};
        QVERIFY(steps == expected);
        QVERIFY(ecdf({}).empty());
        const std::vector<QPointF> one {{3, 0}, {3, 1}};
        QVERIFY(ecdf({3}) == one);
    }

    void ofManyValuesEndsAndOrderAreKept()
    {
        std::vector<double> values;
        for (int i = 0; i < 100'000; ++i)
            values.push_back(i);
        const auto steps = ecdf(values, 500);
        QCOMPARE(steps.size(), 501u);
        QCOMPARE(steps[1].x(), 0.0);
        QCOMPARE(steps.back(), QPointF(99'999, 1));
        for (std::size_t i = 1; i < steps.size(); ++i) {
            QVERIFY(steps[i].x() >= steps[i - 1].x());
            QVERIFY(std::abs(steps[i].y() - (steps[i].x() + 1) / 100'000) < 1e-9);
        }
    }

    /// Type 7: position 1 + (n − 1) p.
    void fiveNumbersByHand()
    {
        const BoxNumbers numbers = boxNumbers({1, 2, 3, 4, 5});
        QVERIFY(std::abs(numbers.p5 - 1.2) < 1e-12);
        QCOMPARE(numbers.p25, 2.0);
        QCOMPARE(numbers.median, 3.0);
        QCOMPARE(numbers.p75, 4.0);
        QVERIFY(std::abs(numbers.p95 - 4.8) < 1e-12);
        QCOMPARE(numbers.count, 5u);
    }

    void coldRequestsAreApartUnlessAskedFor()
    {
        const SeriesSummary series = summarizeSeries(referenceRun(QStringLiteral("Llama-70B")), 0);
        QCOMPARE(series.requests.size(), 15u);
        QVERIFY(series.requests.front().cold);
        const auto warm = distributionOf(series, Metric::Ttft, {}, ColdRequests::Apart);
        const auto all = distributionOf(series, Metric::Ttft, {}, ColdRequests::Included);
        QCOMPARE(warm.size(), 14u);
        QCOMPARE(all.size(), 15u);
        QVERIFY(std::abs(all.back() - 3.253) < 1e-6);
        const auto one =
            distributionOf(series, Metric::Ttft, QStringLiteral("Long Prompt, Short Response"), ColdRequests::Apart);
        QCOMPARE(one.size(), 3u);
        QVERIFY(std::abs(one.back() - 0.982) < 1e-6);
    }

    void requestsAreInTheOrderTheyWereSent()
    {
        Run run = referenceRun(QStringLiteral("Llama-70B"));
        std::ranges::reverse(run.requests);
        const SeriesSummary series = summarizeSeries(run, 0);
        QVERIFY(std::ranges::is_sorted(series.requests, {}, &RequestPoint::sent_s));
        QVERIFY(series.requests.front().cold);
    }

    void whatFailedIsNoPoint()
    {
        Run run = referenceRun(QStringLiteral("Llama-70B"));
        run.requests[3].error = RequestError {QStringLiteral("truncated"), {}, {}};
        QCOMPARE(summarizeSeries(run, 0).requests.size(), 14u);
    }
};

QTEST_GUILESS_MAIN(TestDistribution)

#include "tst_distribution.moc"
