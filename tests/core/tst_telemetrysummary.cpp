// SPDX-License-Identifier: Apache-2.0
#include "compare/comparison.h"
#include "metrics/telemetrysummary.h"
#include "report/report.h"
#include "runfile/run.h"
#include "telemetry/servermetrics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace streamgauge;

namespace {

/// Two endpoints, one test; no requests yet.
Run emptyRun()
{
    Run run;
    for (const char *label : {"A", "B"}) {
        Endpoint endpoint;
        endpoint.label = QLatin1String(label);
        run.header.endpoints.push_back(endpoint);
    }
    run.header.suite.tests.resize(1);
    run.header.suite.tests[0].name = QStringLiteral("T");
    return run;
}

void addRequest(Run &run, int endpoint, RunTime sent, RunTime end, int tokens, Phase phase = Phase::Measured)
{
    RequestRecord record;
    record.endpoint = endpoint;
    record.phase = phase;
    record.sent = sent;
    record.firstToken = sent + 100ms;
    record.lastToken = end;
    record.end = end;
    record.outputTokens = tokens;
    record.evidence = TokenEvidence::Usage;
    run.requests.push_back(record);
}

void addPower(Run &run, int endpoint, RunTime at, double watts)
{
    run.samples.push_back({.endpoint = endpoint,
                           .source = QStringLiteral("gpu"),
                           .at = at,
                           .values = {{QStringLiteral("power_w"), watts}}});
}

void addMetrics(Run &run, RunTime at, SampleValues values)
{
    run.samples.push_back({.endpoint = 0, .source = QStringLiteral("metrics"), .at = at, .values = std::move(values)});
}

SampleValues ttftAt(double count, double sum, std::vector<std::pair<double, double>> buckets)
{
    SampleValues values {{QStringLiteral("ttft_count"), count}, {QStringLiteral("ttft_sum_s"), sum}};
    for (const auto &[bound, upTo] : buckets)
        values[bucketName(bound)] = upTo;
    return values;
}

constexpr double infinite = std::numeric_limits<double>::infinity();

}

class TestTelemetrySummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void constantPowerIsPowerTimesTime()
    {
        Run run = emptyRun();
        addRequest(run, 0, 1s, 5s, 100);
        for (const auto at : {0s, 1s, 2s, 3s, 4s, 5s, 6s})
            addPower(run, 0, at, 50);
        const auto energy = energySummary(run, 0);
        QVERIFY(energy);
        QCOMPARE(energy->joules, 200.0);
        QCOMPARE(energy->joulesPerToken, std::optional(2.0));
        QCOMPARE(energy->meanPower_w, 50.0);
        QCOMPARE(energy->samples, 7U);
        QVERIFY(!energy->shared);
    }

    void aRampIsItsMean()
    {
        Run run = emptyRun();
        addRequest(run, 0, 0s, 10s, 10);
        addPower(run, 0, 0s, 0);
        addPower(run, 0, 10s, 100);
        QCOMPARE(energySummary(run, 0)->joules, 500.0);
    }

    void betweenSamplesPowerIsLinearBeyondThemConstant()
    {
        Run run = emptyRun();
        addRequest(run, 0, 1s, 9s, 10);
        addPower(run, 0, 4s, 40); // 1 to 4 s: 40 W; 4 to 6 s: 40 to 80 W; 6 to 9 s: 80 W
        addPower(run, 0, 6s, 80);
        QCOMPARE(energySummary(run, 0)->joules, 3 * 40.0 + 2 * 60.0 + 3 * 80.0);

        Run inside = emptyRun();
        addRequest(inside, 0, 2s, 3s, 10); // between two samples
        addPower(inside, 0, 0s, 0);
        addPower(inside, 0, 10s, 100);
        QCOMPARE(energySummary(inside, 0)->joules, 25.0);
    }

    void onlyTheLoadCounts()
    {
        Run run = emptyRun();
        run.header.stages.resize(3);
        run.header.stages[0].warmup = true;
        for (int second = 0; second <= 20; ++second)
            addPower(run, 0, std::chrono::seconds(second), 10);
        addRequest(run, 0, 0s, 5s, 1000, Phase::Warmup);
        addRequest(run, 0, 6s, 8s, 10);
        run.requests.back().stage = 1;
        addRequest(run, 0, 15s, 18s, 10); // the pause between the stages is no load
        run.requests.back().stage = 2;
        const auto energy = energySummary(run, 0);
        QCOMPARE(energy->joules, 50.0);
        QCOMPARE(energy->joulesPerToken, std::optional(2.5));
    }

    void failedRequestsCostEnergyAndBringNoTokens()
    {
        Run run = emptyRun();
        addPower(run, 0, 0s, 10);
        addPower(run, 0, 10s, 10);
        addRequest(run, 0, 0s, 5s, 10);
        addRequest(run, 0, 5s, 10s, 10);
        run.requests.back().error = RequestError {.kind = QStringLiteral("truncated"), .message = {}, .body = {}};
        QCOMPARE(energySummary(run, 0)->joulesPerToken, std::optional(10.0));
    }

    void oneReadingIsNoEnergy()
    {
        Run run = emptyRun();
        addRequest(run, 0, 1s, 5s, 100);
        QVERIFY(!energySummary(run, 0));
        addPower(run, 0, 2s, 50);
        QVERIFY(!energySummary(run, 0));
        addPower(run, 0, 3s, 50);
        QVERIFY(energySummary(run, 0));
        QVERIFY(!energySummary(run, 1));
    }

    void aSharedGpuIsNotDividedAmongItsEndpoints()
    {
        Run run = emptyRun();
        for (const int endpoint : {0, 1})
            for (const auto at : {0s, 10s})
                addPower(run, endpoint, at, 30);
        addRequest(run, 0, 1s, 3s, 10);
        addRequest(run, 1, 5s, 7s, 10); // one after the other: each its own
        QVERIFY(!energySummary(run, 0)->shared);
        QVERIFY(energySummary(run, 0)->joulesPerToken);

        addRequest(run, 1, 2s, 4s, 10); // now at the same time
        QVERIFY(energySummary(run, 0)->shared);
        QVERIFY(!energySummary(run, 0)->joulesPerToken);
        QCOMPARE(energySummary(run, 0)->joules, 60.0);
    }

    void countersCountFromBeforeTheLoadToAfterIt()
    {
        Run run = emptyRun();
        addRequest(run, 0, 3s, 6s, 100);
        const auto values = [](double queries, double hits, double waiting) {
            return SampleValues {{QStringLiteral("prefix_cache_queries"), queries},
                                 {QStringLiteral("prefix_cache_hits"), hits},
                                 {QStringLiteral("preemptions"), 7},
                                 {QStringLiteral("waiting"), waiting}};
        };
        addMetrics(run, 0s, values(1000, 900, 50)); // before the warm-up
        addMetrics(run, 2s, values(2000, 1000, 0));
        addMetrics(run, 4s, values(2100, 1010, 4));
        addMetrics(run, 7s, values(2400, 1100, 1));
        addMetrics(run, 9s, values(9999, 9999, 60)); // somebody else's
        const ServerSummary server = serverSummary(run, 0);
        QCOMPARE(server.prefixCache->whole, 400.0);
        QCOMPARE(server.prefixCache->part, 100.0);
        QCOMPARE(server.prefixCache->share(), 0.25);
        QCOMPARE(server.maxWaiting, std::optional(4.0));
        QCOMPARE(server.preemptions, std::optional(0.0));
        QVERIFY(!server.maxRunning);
        QVERIFY(!server.speculation);
        QVERIFY(serverSummary(run, 1).isEmpty());
    }

    /// As every run file under way of endpoints that take turns, or one cut in the middle.
    void anEndpointWhoseTurnHasNotComeHasNoSummary()
    {
        Run run = emptyRun();
        for (const RunTime at : {0s, 1s, 2s, 3s})
            addMetrics(run, at, {{QStringLiteral("running"), 0}});
        QVERIFY(serverSummary(run, 0).isEmpty());
        QCOMPARE(summarize(run).size(), 2u);
    }

    void aRestartedServersCountersAreNotBelieved()
    {
        Run run = emptyRun();
        addRequest(run, 0, 1s, 2s, 1);
        addMetrics(run, 0s, {{QStringLiteral("draft_tokens"), 500}, {QStringLiteral("accepted_tokens"), 400}});
        addMetrics(run, 3s, {{QStringLiteral("draft_tokens"), 50}, {QStringLiteral("accepted_tokens"), 40}});
        QVERIFY(!serverSummary(run, 0).speculation);
    }

    void readsTheServersOwnTtft()
    {
        Run run = emptyRun();
        addRequest(run, 0, 1s, 2s, 1);
        addMetrics(run, 0s, ttftAt(10, 100, {{0.1, 10}, {0.2, 10}, {0.4, 10}, {infinite, 10}}));
        addMetrics(run, 3s, ttftAt(20, 102, {{0.1, 12}, {0.2, 18}, {0.4, 19}, {infinite, 20}}));
        const auto ttft = serverSummary(run, 0).ttft;
        QVERIFY(ttft);
        QCOMPARE(ttft->count, 10.0);
        QCOMPARE(ttft->mean_s, 0.2);
        // 2 up to 0.1, 8 up to 0.2: the fifth lies halfway between.
        QCOMPARE(ttft->median_s.value(), 0.15);
        QCOMPARE(ttft->p90_s.value(), 0.4);
        QVERIFY(!ttft->p99_s); // above the last bound
    }

    void theReportSaysIt()
    {
        Run run = emptyRun();
        run.header.endpoints.resize(1);
        addRequest(run, 0, 1s, 5s, 100);
        addPower(run, 0, 0s, 50);
        addPower(run, 0, 6s, 50);
        SampleValues before = ttftAt(0, 0, {{0.1, 0}, {infinite, 0}});
        SampleValues after = ttftAt(2, 0.1, {{0.1, 2}, {infinite, 2}});
        before[QStringLiteral("prefix_cache_hits")] = 0;
        before[QStringLiteral("prefix_cache_queries")] = 0;
        after[QStringLiteral("prefix_cache_hits")] = 30;
        after[QStringLiteral("prefix_cache_queries")] = 40;
        addMetrics(run, 0s, before);
        addMetrics(run, 6s, after);
        const Comparison comparison {.series = summarize(run), .baseline = std::nullopt};

        const QJsonObject series = QJsonDocument::fromJson(toJson(comparison))
                                       .object()
                                       .value(QLatin1String("series"))
                                       .toArray()
                                       .at(0)
                                       .toObject();
        const QJsonObject energy = series.value(QLatin1String("energy")).toObject();
        QCOMPARE(energy.value(QLatin1String("joules")).toDouble(), 200.0);
        QCOMPARE(energy.value(QLatin1String("joules_per_token")).toDouble(), 2.0);
        const QJsonObject server = series.value(QLatin1String("server")).toObject();
        QCOMPARE(server.value(QLatin1String("prefix_cache")).toObject().value(QLatin1String("rate")).toDouble(), 0.75);
        QCOMPARE(server.value(QLatin1String("ttft_s")).toObject().value(QLatin1String("mean")).toDouble(), 0.05);

        const QString text = toText(comparison);
        for (const char *line : {"GPU energy per output token (J)", "Prompt tokens from the prefix cache (%)",
                                 "TTFT by the server, mean (s)", "TTFT by this client, mean (s)",
                                 "the server's TTFT is over 2 requests, this client's over 1"})
            QVERIFY2(text.contains(QLatin1String(line)), line);
        QVERIFY(toMarkdown(comparison).contains(QLatin1String("| GPU energy per output token (J) | 2.00 |")));
    }

    void theReportOfARunWithoutTelemetrySaysNothing()
    {
        Run run = emptyRun();
        addRequest(run, 0, 1s, 5s, 100);
        const Comparison comparison {.series = summarize(run), .baseline = std::nullopt};
        QVERIFY(!toText(comparison).contains(QLatin1String("Server and GPU")));
        QVERIFY(!toJson(comparison).contains("\"energy\""));
        QVERIFY(!toJson(comparison).contains("\"server\""));
    }
};

QTEST_GUILESS_MAIN(TestTelemetrySummary)

#include "tst_telemetrysummary.moc"
