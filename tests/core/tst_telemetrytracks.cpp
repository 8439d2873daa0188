// SPDX-License-Identifier: Apache-2.0
#include "compare/telemetryview.h"
#include "metrics/telemetrytracks.h"
#include "runfile/run.h"
#include "runrecords.h"

#include <QTest>

using namespace streamgauge;

namespace {

void addSample(Run &run, int endpoint, const char *source, RunTime at, std::map<QString, double> values)
{
    run.samples.push_back(
        {.endpoint = endpoint, .source = QString::fromLatin1(source), .at = at, .values = std::move(values)});
}

Run sampledRun()
{
    Run run = cleanRun(2);
    addSample(run, 0, "metrics", 2s,
              {{QStringLiteral("running"), 1},
               {QStringLiteral("waiting"), 0},
               {QStringLiteral("kv_cache_usage"), 0.25},
               {QStringLiteral("prefix_cache_queries"), 100},
               {QStringLiteral("prefix_cache_hits"), 0}});
    addSample(run, 0, "metrics", 1s, {{QStringLiteral("running"), 3}});
    addSample(run, 0, "gpu", 1s,
              {{QStringLiteral("memory_used_mb"), 2048},
               {QStringLiteral("power_w"), 60},
               {QStringLiteral("temperature_c"), 50},
               {QStringLiteral("sm_clock_mhz"), 2400},
               {QStringLiteral("utilization_percent"), 90}});
    addSample(run, 0, "client", 1s, {{QStringLiteral("running"), 99}});
    addSample(run, -1, "gpu", 1s, {{QStringLiteral("power_w"), 999}});
    return run;
}

}

class TestTelemetryTracks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesAreInTimesOrderInShownUnits()
    {
        const auto tracks = telemetryTracks(sampledRun(), 0);
        QVERIFY(tracks);
        QCOMPARE(tracks->of(Track::Running), (TrackPoints {{1, 3}, {2, 1}}));
        QCOMPARE(tracks->of(Track::KvCacheUsage), (TrackPoints {{2, 25}}));
        QCOMPARE(tracks->of(Track::GpuMemory), (TrackPoints {{1, 2}}));
        QCOMPARE(tracks->of(Track::GpuPower), (TrackPoints {{1, 60}}));
        QCOMPARE(tracks->of(Track::GpuClock), (TrackPoints {{1, 2400}}));
        QCOMPARE(tracks->of(Track::GpuTemperature), (TrackPoints {{1, 50}}));
        QCOMPARE(tracks->of(Track::GpuUtilization), (TrackPoints {{1, 90}}));
    }

    /// 30 of the 50 tokens that were looked up since; then a restart; then nothing is looked up; then 10 of 10.
    void prefixHitsAreOfWhatWasAskedSince()
    {
        Run run = sampledRun();
        const auto counters = [&](RunTime at, double queries, double hits) {
            addSample(run, 0, "metrics", at,
                      {{QStringLiteral("prefix_cache_queries"), queries}, {QStringLiteral("prefix_cache_hits"), hits}});
        };
        counters(3s, 150, 30);
        counters(4s, 20, 5);
        counters(5s, 20, 5);
        counters(6s, 30, 15);
        QCOMPARE(telemetryTracks(run, 0)->of(Track::PrefixHits), (TrackPoints {{3, 60}, {6, 100}}));
    }

    void unitsAreReadable()
    {
        QCOMPARE(QString(info(Track::GpuTemperature).unit), QStringLiteral("°C"));
        QCOMPARE(QString(info(Track::GpuMemory).unit), QStringLiteral("GiB"));
    }

    void withoutSamplesThereAreNone()
    {
        QVERIFY(!telemetryTracks(cleanRun(), 0));
        QVERIFY(!summarizeSeries(cleanRun(), 0).telemetry);
        QVERIFY(summarizeSeries(sampledRun(), 0).telemetry);
    }

    void onlyWhatIsAboveZeroIsShown()
    {
        const Comparison comparison {.series = {summarizeSeries(sampledRun(), 0), summarizeSeries(cleanRun(), 0)},
                                     .baseline = {}};
        const std::vector<Track> tracks = tracksOf(comparison);
        QVERIFY(std::ranges::count(tracks, Track::Waiting) == 0);
        QVERIFY(std::ranges::count(tracks, Track::PrefixHits) == 0);
        QCOMPARE(tracks.size(), 7u);
        QCOMPARE(lastSample_s(comparison), 2.0);
    }

    void energiesAreNamedFromLeastToMost()
    {
        Comparison comparison;
        for (const auto &[label, joules] : {std::pair("A", 11.04), std::pair("B", 2.1), std::pair("C", 5.0)}) {
            SeriesSummary series;
            series.label = QString::fromLatin1(label);
            series.energy = EnergySummary {.joulesPerToken = joules};
            comparison.series.push_back(series);
        }
        QCOMPARE(energyFinding(comparison), QStringLiteral("GPU energy per output token: 2.1 J (B) to 11 J (A)"));
        comparison.series.resize(1);
        QCOMPARE(energyFinding(comparison), QStringLiteral("GPU energy per output token of A: 11 J"));
        comparison.series[0].energy->joulesPerToken.reset();
        QVERIFY(energyFinding(comparison).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTelemetryTracks)

#include "tst_telemetrytracks.moc"
