// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.h"
#include "analysis/hardware.h"
#include "foundcheck.h"
#include "metrics/summary.h"
#include "runrecords.h"

#include <QTest>

using namespace streamgauge;

namespace {

using Change = std::function<void(Run &)>;

std::vector<RequestRecord *> measuredOf(Run &run)
{
    std::vector<RequestRecord *> records;
    for (RequestRecord &record : run.requests)
        if (record.phase == Phase::Measured)
            records.push_back(&record);
    return records;
}

void forAll(Run &run, const std::function<void(RequestRecord &)> &change)
{
    for (RequestRecord &record : run.requests)
        change(record);
}

void setFirstTtft(Run &run, nanoseconds ttft)
{
    RequestRecord &record = run.requests.front();
    record.firstToken = record.firstAnswerToken = *record.sent + ttft;
}

/// Sets the time a token takes, and with it all that follows.
void setPace(RequestRecord &record, nanoseconds perToken)
{
    record.lastToken = record.end = *record.firstToken + (*record.outputTokens - 1) * perToken;
}

void setEvidence(Run &run, TokenEvidence evidence)
{
    forAll(run, [=](RequestRecord &record) { record.evidence = evidence; });
}

/// The first at the load's beginning, the second at its end.
void addSample(Run &run, const QString &source, int endpoint, std::map<QString, double> values)
{
    const RunTime begin = *run.requests.front().sent;
    const RunTime at = begin + (*run.requests.back().end - begin) * run.samples.size();
    run.samples.push_back({.endpoint = endpoint, .source = source, .at = at, .values = std::move(values)});
}

void addClient(Run &run, double lag_us, double share, bool isWhole)
{
    std::map<QString, double> values {{QStringLiteral("lag_p99_us"), lag_us}, {QStringLiteral("cpu_share"), share}};
    if (isWhole)
        values[QStringLiteral("whole_run")] = 1;
    addSample(run, QStringLiteral("client"), -1, values);
}

void addCalibration(Run &run, double ttftError_us, double gapError_us)
{
    Calibration calibration;
    calibration.streams = 4;
    calibration.tokensPerSecond = 50;
    calibration.ttftErrorP99_us = ttftError_us;
    calibration.gapErrorP99_us = gapError_us;
    run.samples.push_back(sampleOf(calibration));
}

void addMetrics(Run &run, std::map<QString, double> values)
{
    addSample(run, QStringLiteral("metrics"), 0, std::move(values));
}

void onSpark(Run &run, double weights_gb, double active_b)
{
    Endpoint &endpoint = run.header.endpoints.front();
    endpoint.hardware = QStringLiteral("dgx-spark");
    endpoint.deployment.weightsGb = weights_gb;
    endpoint.deployment.parametersB = 24;
    endpoint.deployment.activeParametersB = active_b;
}

void addLongPrompt(Run &run)
{
    addTest(run, QStringLiteral("Long Prompt"),
            {982ms, 290ms, 286ms, 290ms, 288ms, 291ms, 289ms, 288ms, 287ms, 290ms, 289ms});
}

void setCached(Run &run, int prompt, int cached)
{
    forAll(run, [=](RequestRecord &record) {
        record.promptTokens = prompt;
        record.cachedTokens = cached;
    });
}

void cut(Run &run, const char *keyMetric)
{
    run.header.suite.tests.front().keyMetric = QString::fromLatin1(keyMetric);
    measuredOf(run).back()->finish = QStringLiteral("length");
}

}

class TestChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCleanRunTripsNothing()
    {
        for (const Check &check : checkSeries(cleanRun(), 0, bundledHardware()))
            QFAIL(qPrintable(check.id + QLatin1String(": ") + check.message));
    }

    void rulesTripOnWhatTheyAreFor_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QString>("level"); // empty: says nothing
        QTest::addColumn<Change>("change");

        const auto row = [](const char *name, const char *id, const char *level, const Change &change) {
            QTest::addRow("%s: %s", id, name) << QByteArray(id) << QString::fromLatin1(level) << change;
        };
        row("the first request is slow, kept apart", "cold-start", "info", [](Run &run) { setFirstTtft(run, 3s); });
        row("it is in the averages", "cold-start", "warning", [](Run &run) {
            setFirstTtft(run, 3s);
            run.requests.front().phase = Phase::Measured;
            run.requests.front().stage = 1;
        });
        row("the first is as fast as the others", "cold-start", "", [](Run &run) { setFirstTtft(run, 310ms); });
        row("only the first failed", "cold-start", "", [](Run &run) {
            setFirstTtft(run, 3s);
            run.requests.front().error = RequestError {QStringLiteral("stalled"), {}, {}};
        });

        row("TTFT collapses on the repetitions", "prefix-cache", "warning", addLongPrompt);
        row("the server counts them as new", "prefix-cache", "", [](Run &run) {
            addLongPrompt(run);
            setCached(run, 2000, 0);
        });
        row("the server counts cached tokens", "prefix-cache", "warning", [](Run &run) { setCached(run, 2000, 1984); });
        row("a short prompt's template is cached", "prefix-cache", "", [](Run &run) { setCached(run, 40, 16); });
        row("four streams differ for other reasons", "prefix-cache", "",
            [](Run &run) { addTest(run, QStringLiteral("Long Prompt"), {982ms, 290ms, 286ms, 290ms}, 4); });
        row("the server's counters say so", "prefix-cache", "warning", [](Run &run) {
            for (const double hits : {100.0, 600.0})
                addMetrics(run,
                           {{QStringLiteral("prefix_cache_queries"), hits * 2 + 1000},
                            {QStringLiteral("prefix_cache_hits"), hits}});
        });
        row("the counters do not move", "prefix-cache", "", [](Run &run) {
            for (int i = 0; i < 2; ++i)
                addMetrics(
                    run, {{QStringLiteral("prefix_cache_queries"), 1000}, {QStringLiteral("prefix_cache_hits"), 900}});
        });

        row("characters are counted", "token-evidence", "warning",
            [](Run &run) { setEvidence(run, TokenEvidence::Characters); });
        row("chunks are counted", "token-evidence", "warning",
            [](Run &run) { setEvidence(run, TokenEvidence::Chunks); });
        row("more than max_tokens is guessed", "token-evidence", "error", [](Run &run) {
            setEvidence(run, TokenEvidence::Characters);
            run.header.suite.tests.front().maxTokens = 180;
        });
        row("fewer tokens are counted than chunks came", "token-evidence", "error",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.outputTokens = 100; }); });
        row("reasoning is not in the characters", "token-evidence", "error", [](Run &run) {
            setEvidence(run, TokenEvidence::Characters);
            forAll(run, [](RequestRecord &record) {
                record.text = QString(400, u'a');
                record.reasoning = QString(400, u'a');
                record.outputTokens = 100;
            });
        });
        row("the server counts", "token-evidence", "",
            [](Run &run) { setEvidence(run, TokenEvidence::EngineTimings); });

        row("two tokens a chunk", "chunked-tokens", "info",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.chunks = 100; }); });
        row("sixteen tokens a chunk", "chunked-tokens", "warning",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.chunks = 12; }); });
        row("one token a chunk", "chunked-tokens", "", [](Run &) { });

        row("cut where the end matters", "truncated-output", "warning", [](Run &run) { cut(run, "total_time"); });
        row("cut where only the rate matters", "truncated-output", "info", [](Run &run) { cut(run, "tps"); });
        row("no reason given, max_tokens reached", "truncated-output", "info", [](Run &run) {
            run.header.suite.tests.front().maxTokens = 200;
            forAll(run, [](RequestRecord &record) { record.finish.clear(); });
        });
        row("cut because answers of full length were asked for", "truncated-output", "", [](Run &run) {
            cut(run, "total_time");
            for (Test &test : run.header.suite.tests)
                test.settings.ignoreEos = true;
        });
        row("cut where the dataset's answer ended", "truncated-output", "", [](Run &run) {
            cut(run, "total_time");
            for (RequestRecord &record : run.requests)
                record.maxTokens = 40;
        });
        row("ended by itself at max_tokens", "truncated-output", "",
            [](Run &run) { run.header.suite.tests.front().maxTokens = 200; });

        row("TPS from 31 tokens is the test's figure", "short-output", "warning",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.outputTokens = 31; }); });
        row("it is not", "short-output", "info", [](Run &run) {
            forAll(run, [](RequestRecord &record) { record.outputTokens = 31; });
            run.header.suite.tests.front().keyMetric = QStringLiteral("ttft");
        });
        row("32 tokens are enough", "short-output", "",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.outputTokens = 32; }); });

        row("two repetitions", "too-few-repetitions", "warning", [](Run &run) { run = cleanRun(2); });
        row("three repetitions", "too-few-repetitions", "info", [](Run &run) { run = cleanRun(3); });
        row("ten repetitions", "too-few-repetitions", "", [](Run &run) { run = cleanRun(10); });

        row("every other answer is a third slower", "noisy", "warning", [](Run &run) {
            int i = 0;
            for (RequestRecord *record : measuredOf(run))
                setPace(*record, i++ % 2 ? 26ms : 20ms);
        });
        row("a spread of 5 %", "noisy", "", [](Run &run) {
            int i = 0;
            for (RequestRecord *record : measuredOf(run))
                setPace(*record, i++ % 2 ? 21ms : 20ms);
        });
        row("the first was prefilled anew", "noisy", "", addLongPrompt);

        row("each answer slower than the last", "drift", "warning", [](Run &run) {
            int i = 0;
            for (RequestRecord *record : measuredOf(run))
                setPace(*record, 20ms + i++ * 200us);
        });
        row("rising, but by less than 5 %", "drift", "", [](Run &run) {
            int i = 0;
            for (RequestRecord *record : measuredOf(run))
                setPace(*record, 20ms + i++ * 20us);
        });
        row("one slow answer at the end is noise", "drift", "",
            [](Run &run) { setPace(*measuredOf(run).back(), 40ms); });
        row("each answer faster than the last", "drift", "", [](Run &run) {
            int i = 0;
            for (RequestRecord *record : measuredOf(run))
                setPace(*record, 25ms - i++ * 200us);
        });

        row("a request was cut off", "failures", "error",
            [](Run &run) { measuredOf(run).back()->error = RequestError {QStringLiteral("truncated"), {}, {}}; });
        row("only a warm-up failed", "failures", "", [](Run &run) {
            run.requests.front().phase = Phase::Warmup;
            run.requests.front().error = RequestError {QStringLiteral("truncated"), {}, {}};
        });

        row("half is reasoning", "reasoning-share", "info",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.reasoningTokens = 100; }); });
        row("the text shows it", "reasoning-share", "info",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.reasoning = record.text; }); });
        row("no answer came of it", "reasoning-share", "warning", [](Run &run) {
            measuredOf(run).back()->reasoningTokens = 200;
            measuredOf(run).back()->firstAnswerToken.reset();
        });
        row("none", "reasoning-share", "",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.reasoningTokens = 0; }); });

        row("late by the clock after the read", "client-bound", "error",
            [](Run &run) { addClient(run, 1500, 0.2, true); });
        row("late, but the kernel's times hold", "client-bound", "warning", [](Run &run) {
            run.header.arrivalClock = QStringLiteral("kernel");
            addClient(run, 1500, 0.2, true);
        });
        row("a busy core", "client-bound", "error", [](Run &run) { addClient(run, 300, 0.8, true); });
        row("one bad second of a good run", "client-bound", "", [](Run &run) {
            addClient(run, 5000, 0.2, false);
            addClient(run, 90, 0.2, true);
        });
        row("bad seconds, no sample of the whole", "client-bound", "error", [](Run &run) {
            addClient(run, 5000, 0.2, false);
            addClient(run, 90, 0.2, false);
        });
        row("in time", "client-bound", "", [](Run &run) { addClient(run, 999, 0.69, true); });

        row("the later slots wait for answers", "queueing", "warning", [](Run &run) {
            addTest(run, QStringLiteral("Streams"), {300ms, 310ms, 4300ms, 4400ms, 8200ms, 8300ms, 8250ms, 8260ms}, 8);
        });
        row("prefill of others is no queue for slots", "queueing", "", [](Run &run) {
            addTest(run, QStringLiteral("Streams"), {300ms, 500ms, 700ms, 900ms, 1100ms, 1200ms, 1200ms, 1200ms}, 8);
        });
        row("the server says requests wait", "queueing", "warning", [](Run &run) {
            addMetrics(run, {{QStringLiteral("waiting"), 0}});
            addMetrics(run, {{QStringLiteral("waiting"), 3}});
        });
        row("the server says none wait", "queueing", "",
            [](Run &run) { addMetrics(run, {{QStringLiteral("waiting"), 0}}); });
        row("they waited before this run's requests", "queueing", "", [](Run &run) {
            addMetrics(run, {{QStringLiteral("waiting"), 3}});
            run.samples.back().at = -1s;
        });
        row("sent later than they were due", "queueing", "warning", [](Run &run) {
            run.header.stages.back().concurrency.reset();
            run.header.stages.back().requestsPerSecond = 5;
            for (RequestRecord *record : measuredOf(run))
                record->scheduled = *record->sent - 200ms;
        });
        row("sent when they were due", "queueing", "", [](Run &run) {
            run.header.stages.back().concurrency.reset();
            run.header.stages.back().requestsPerSecond = 5;
        });

        row("50 tokens/s of 15 GB on a DGX Spark", "over-limit", "error", [](Run &run) { onSpark(run, 15, 24); });
        row("but of few active parameters", "over-limit", "", [](Run &run) { onSpark(run, 15, 3); });
        row("with speculation", "over-limit", "info", [](Run &run) {
            onSpark(run, 15, 24);
            addMetrics(run, {{QStringLiteral("accepted_tokens"), 900}});
        });
        row("two tokens a chunk can be twice as fast", "over-limit", "info", [](Run &run) {
            onSpark(run, 10, 24);
            forAll(run, [](RequestRecord &record) { record.chunks = 100; });
        });
        row("a proxy that collects chunks explains nothing", "over-limit", "error", [](Run &run) {
            onSpark(run, 10, 24);
            forAll(run, [](RequestRecord &record) { record.chunks = 2; });
        });
        row("a simulated device at 20 times its speed", "over-limit", "", [](Run &run) {
            onSpark(run, 15, 24);
            run.header.endpoints.front().simulation = Simulation {QStringLiteral("mistral-24b"), 20};
        });
        row("of two DGX Sparks", "over-limit", "", [](Run &run) {
            onSpark(run, 10, 24);
            run.header.endpoints.front().hardware = QStringLiteral("2x DGX Spark");
        });
        row("hardware nobody knows", "over-limit", "", [](Run &run) {
            onSpark(run, 15, 24);
            run.header.endpoints.front().hardware = QStringLiteral("Abacus");
        });
        row("within the limit", "roofline", "info", [](Run &run) { onSpark(run, 15, 3); });
        row("weights unknown", "roofline", "",
            [](Run &run) { run.header.endpoints.front().hardware = QStringLiteral("dgx-spark"); });

        row("calibrated: times are right", "client-bound", "", [](Run &run) { addCalibration(run, 40, 9); });
        row("calibrated: TTFT is off by 10 %", "client-bound", "warning",
            [](Run &run) { addCalibration(run, 30'000, 9); });
        row("calibrated: gaps are off by 10 %", "client-bound", "warning",
            [](Run &run) { addCalibration(run, 40, 2'000); });

        row("a far server, by the kernel", "network", "warning",
            [](Run &run) { forAll(run, [](RequestRecord &record) { record.roundTrip = 80ms; }); });
        row("the kernel knows better than a slow look-up of its name", "network", "", [](Run &run) {
            run.requests.front().connect = 80ms;
            forAll(run, [](RequestRecord &record) { record.roundTrip = 1ms; });
        });
        row("a far server", "network", "warning", [](Run &run) { run.requests.front().connect = 80ms; });
        row("a near server", "network", "", [](Run &run) { run.requests.front().connect = 1ms; });
        row("with TLS that is two round trips", "network", "", [](Run &run) {
            run.header.endpoints.front().url = QStringLiteral("https://far.example/v1");
            run.requests.front().connect = 50ms;
        });

        row("the simulator answered", "simulated", "info", [](Run &run) { run.header.simulated = true; });
        row("a server answered", "simulated", "", [](Run &) { });
        row("a server answered, beside a simulator", "simulated", "", [](Run &run) {
            run.header.simulated = true;
            run.header.endpoints.push_back(run.header.endpoints.front());
            run.header.endpoints.back().simulation = Simulation {QStringLiteral("mistral-24b"), 1};
        });
    }

    void rulesTripOnWhatTheyAreFor()
    {
        QFETCH(QByteArray, id);
        QFETCH(QString, level);
        QFETCH(Change, change);
        Run run = cleanRun();
        change(run);
        const auto check = checkOf(run, id.constData());
        QCOMPARE(check ? toString(check->level) : QString(), level);
        if (check)
            QVERIFY(!check->message.isEmpty() && !check->advice.isEmpty()
                    && !check->message.contains(u'%' + QString::number(1)));
    }

    void whatTheCalibrationFoundIsSaidWithItsNumbers()
    {
        Run run = cleanRun();
        addCalibration(run, 30'000, 2'000);
        const auto check = checkOf(run, "client-bound");
        QVERIFY(check);
        QCOMPARE(
            check->message,
            QStringLiteral("The calibration before the run was off (99 of 100) by up to 30.0 ms, 10 % of the median "
                           "TTFT of 0.300 s, and by up to 2.00 ms, 10 % of the median gap between chunks of 20.0 ms."));
    }

    /// The limit is that of one stream: what others on the machine took is not in it.
    void theRooflineIsOfWhatRanAlone()
    {
        Run run = cleanRun();
        onSpark(run, 15, 3);
        if (run.header.stages.empty())
            run.header.stages.resize(1);
        const auto alone = checkOf(run, "roofline");
        QVERIFY(alone);
        const auto requests = run.requests;
        const auto together = static_cast<int>(run.header.stages.size());
        run.header.stages.push_back(run.header.stages.at(static_cast<std::size_t>(requests.back().stage)));
        run.header.stages.back().together = true;
        run.header.stages.back().endpoints = {0, 1};
        for (RequestRecord record : requests) {
            if (record.phase != Phase::Measured)
                continue;
            record.stage = together;
            setPace(record, 2 * *timePerOutputToken(record));
            run.requests.push_back(record);
        }
        const auto both = checkOf(run, "roofline");
        QVERIFY(both);
        QCOMPARE(both->message, alone->message);
    }

    void seriesThatWereAskedDifferentlyAreMixed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words"); // empty: they may be compared
        const auto row = [](const char *name, const QString &words, const Change &change) {
            QTest::newRow(name) << change << words;
        };
        row("the same", {}, [](Run &) { });
        row("another model alone", {}, [](Run &run) { run.header.endpoints.front().model = QStringLiteral("qwen"); });
        row("another prompt", QStringLiteral("“Long answers”: 2 different prompts"),
            [](Run &run) { run.header.suite.tests.front().messages.front().content += u'!'; });
        row("other max_tokens", QStringLiteral("max_tokens 256 (B) and 512 (A)"),
            [](Run &run) { run.header.suite.tests.front().maxTokens = 256; });
        row("a prompt of another length", QStringLiteral("prompt_tokens 0 (A) and 512 (B)"),
            [](Run &run) { run.header.suite.tests.front().promptTokens = 512; });
        row("another temperature", QStringLiteral("temperature 0 (A) and 0.7 (B)"),
            [](Run &run) { run.header.suite.tests.front().settings.temperature = 0.7; });
        row("a temperature of the endpoint's own", QStringLiteral("temperature 0 (A) and 1 (B)"),
            [](Run &run) { run.header.endpoints.front().body.insert(QStringLiteral("temperature"), 1); });
        row("other concurrency", QStringLiteral("load concurrency 1 (A) and concurrency 1, 4 (B)"),
            [](Run &run) { run.header.suite.tests.front().settings.load = ClosedLoop {.concurrency = {1, 4}}; });
        row("no end", QStringLiteral("ignore_eos false (A) and true (B)"),
            [](Run &run) { run.header.suite.tests.front().settings.ignoreEos = true; });
        row("at least so many", QStringLiteral("min_tokens 0 (A) and 9 (B)"),
            [](Run &run) { run.header.suite.tests.front().settings.minTokens = 9; });
        row("no cache", QStringLiteral("prompt_cache allow (A) and avoid (B)"),
            [](Run &run) { run.header.suite.tests.front().settings.promptCache = PromptCache::Avoid; });
        row("guessed tokens", QStringLiteral("usage (A) and characters (B)"),
            [](Run &run) { setEvidence(run, TokenEvidence::Characters); });
        row("counted otherwise", {}, [](Run &run) { setEvidence(run, TokenEvidence::EngineTimings); });
        row("simulated", QStringLiteral("Simulated (B) and measured"), [](Run &run) { run.header.simulated = true; });
        row("another test", {}, [](Run &run) {
            run.header.suite.tests.front().name = QStringLiteral("Other");
            run.header.suite.tests.front().maxTokens = 1;
        });
    }

    void seriesThatWereAskedDifferentlyAreMixed()
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        Run a = cleanRun();
        a.header.endpoints.front().label = QStringLiteral("A");
        Run b = a;
        b.header.endpoints.front().label = QStringLiteral("B");
        change(b);
        const auto checks = checkComparison({summarizeSeries(a, 0), summarizeSeries(b, 0)});
        QCOMPARE(checks.size(), words.isEmpty() ? 0u : 1u);
        if (!checks.empty())
            QVERIFY2(checks.front().id == QLatin1String("mixed-settings") && checks.front().message.contains(words),
                     qPrintable(checks.front().message));
    }

    void aRunWithNothingInItIsNoProblem()
    {
        Run run = cleanRun();
        run.requests.clear();
        QVERIFY(checkSeries(run, 0, {}).empty());
        run.requests.resize(3); // as little as a file can say
        for (RequestRecord &record : run.requests)
            record.end = 1s;
        run.requests[1].test = 77;
        run.header.stages.clear();
        QVERIFY(!checkSeries(run, 0, bundledHardware()).empty());
    }
};

QTEST_GUILESS_MAIN(TestChecks)

#include "tst_checks.moc"
