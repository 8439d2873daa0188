// SPDX-License-Identifier: Apache-2.0
#include "compare/timelines.h"
#include "runfile/run.h"
#include "runrecords.h"

#include <QTest>

using namespace streamgauge;

namespace {

Comparison comparisonOf(const std::vector<Run> &runs)
{
    Comparison comparison;
    for (const Run &run : runs)
        comparison.series.push_back(summarizeSeries(run, 0));
    return comparison;
}

RequestTimeline request(double total_s, bool cold = false)
{
    return {
        .cold = cold, .level = {}, .ttft_s = 0.1, .totalTime_s = total_s, .outputTokens = 10, .chunkGaps_us = {1000}};
}

}

class TestTimelines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void warmUpsAndRequestsWithoutTimesAreNotKept()
    {
        Run run = cleanRun(4);
        run.requests[0].phase = Phase::Warmup;
        run.requests[1].chunkGaps_us.clear();
        run.requests[2].error = RequestError {.kind = QStringLiteral("truncated"), .message = {}, .body = {}};
        const auto kept = requestTimelines(run, 0);
        QVERIFY(kept);
        QCOMPARE(kept->requests.size(), 2u);
        QCOMPARE(kept->requests[0].repetition, 2);
        QCOMPARE(kept->requests[0].chunkGaps_us.size(), 199u);
        QVERIFY(kept->complete);
        QVERIFY(!requestTimelines(run, 1));
    }

    void theFirstOfEachStageAreKept()
    {
        const auto kept = requestTimelines(cleanRun(150), 0);
        QCOMPARE(std::ranges::count(kept->requests, false, &RequestTimeline::cold),
                 std::ptrdiff_t(RequestTimelines::mostPerStage));
        QVERIFY(!kept->complete);
    }

    void levelsOfASweepAreNamed()
    {
        Run run = cleanRun(2);
        QVERIFY(requestTimelines(run, 0)->requests.back().level.isEmpty());
        Stage stage = run.header.stages.back();
        stage.concurrency = 4;
        run.header.stages.push_back(stage);
        run.requests.push_back(run.requests.back());
        run.requests.back().stage = 2;
        QCOMPARE(requestTimelines(run, 0)->requests.back().level, QStringLiteral("concurrency 4"));
    }

    void theMedianIsTheMiddleOfTheWarmOnes()
    {
        const std::vector<RequestTimeline> all {request(9, true), request(3), request(1), request(2), request(4)};
        std::vector<const RequestTimeline *> pointers;
        for (const RequestTimeline &one : all)
            pointers.push_back(&one);
        QCOMPARE(medianOf(pointers), 3u); // 1 2 3 4: the shorter of the two in the middle
        pointers.resize(1);
        QCOMPARE(medianOf(pointers), 0u);
    }

    void aSweepsMedianIsOfItsFirstLevel()
    {
        std::vector<RequestTimeline> all {request(9, true), request(3), request(4), request(5), request(6), request(7)};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].level = i < 4 ? QStringLiteral("concurrency 1") : QStringLiteral("concurrency 4");
        std::vector<const RequestTimeline *> pointers;
        for (const RequestTimeline &one : all)
            pointers.push_back(&one);
        QCOMPARE(medianOf(pointers), 2u); // of 3 4 5
    }

    /// 9 tokens in 4 chunks, of which the first has 3: the others have 2 each.
    void tokensAreSpreadOverTheChunks()
    {
        RequestTimeline one = request(1);
        one.outputTokens = 9;
        one.firstChunkTokens = 3;
        one.chunkGaps_us = {100'000, 200'000, 100'000};
        const std::vector<QPointF> points = tokensReceived(one);
        QCOMPARE(points.size(), 4u);
        QCOMPARE(points[0], QPointF(0.1, 3));
        QCOMPARE(points[2], QPointF(0.4, 7));
        QCOMPARE(points[3], QPointF(0.5, 9));
        one.outputTokens.reset();
        QCOMPARE(tokensReceived(one)[3].y(), 4.0); // chunks
        QVERIFY(isGuessed(one));
    }

    void gapsAreThoseAboveTheThreshold()
    {
        RequestTimeline one = request(1);
        one.chunkGaps_us = {20'000, 20'000, 400'000, 20'000};
        QCOMPARE(gapThreshold_s({&one}), 0.1); // five times the median
        const std::vector<TokenGap> gaps = gapsAbove(one, 0.1);
        QCOMPARE(gaps.size(), 1u);
        QVERIFY(std::abs(gaps[0].from_s - 0.14) < 1e-9 && std::abs(gaps[0].to_s - 0.54) < 1e-9);
        QVERIFY(gapsAbove(one, 0.5).empty());
        one.chunkGaps_us = {1'000};
        QCOMPARE(gapThreshold_s({&one}), 0.05);
    }

    void theFirstCommonTestIsTheUsualOne()
    {
        Run both = cleanRun(3);
        addTest(both, QStringLiteral("Second"), {300ms, 310ms, 320ms});
        Run second = both;
        std::erase_if(second.requests, [](const RequestRecord &record) { return record.test == 0; });
        const Comparison comparison = comparisonOf({both, second});
        QCOMPARE(firstCommonTest(comparison), QStringLiteral("Second"));
        const std::vector<TimelinePick> picks = usualPicks(comparison);
        QCOMPARE(picks.size(), 2u);
        QCOMPARE(picks[1].request->repetition, 1);
        QCOMPARE(timelineTests(comparison.series[1]).size(), 1u);
        QVERIFY(timelineFinding(comparison).contains(u"“Second”"));
    }

    void withoutTimesNothingIsDrawn()
    {
        Run run = cleanRun(2);
        for (RequestRecord &record : run.requests)
            record.chunkGaps_us.clear();
        const Comparison comparison = comparisonOf({run});
        QVERIFY(firstCommonTest(comparison).isEmpty());
        QVERIFY(usualPicks(comparison).empty());
        QVERIFY(timelineFinding(comparison).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTimelines)

#include "tst_timelines.moc"
