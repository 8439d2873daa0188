// SPDX-License-Identifier: Apache-2.0
#include "simulator/answerplan.h"
#include "simulator/simulateddevice.h"
#include "simulator/simulatedtokenizer.h"
#include "simulator/simulator.h"
#include "suite/suiteparser.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace streamgauge;

namespace {

constexpr double tolerance = 0.05;
constexpr double standsOut = 1.05; ///< a first TTFT so many times the others' is told apart from them

struct Measured
{
    double ttft_s = 0;
    double total_s = 0;
    int tokens = 0;

    double tps() const { return (tokens - 1) / (total_s - ttft_s); }
};

using Repetitions = std::vector<Measured>;

template<typename Value>
double mean(const Repetitions &repetitions, Value value, std::size_t first = 0)
{
    double sum = 0;
    for (std::size_t i = first; i < repetitions.size(); ++i)
        sum += std::invoke(value, repetitions[i]);
    return sum / static_cast<double>(repetitions.size() - first);
}

/// How many times the first TTFT is the mean of the others.
double firstToOthers(const Repetitions &repetitions)
{
    return repetitions.front().ttft_s / mean(repetitions, &Measured::ttft_s, 1);
}

Measured runOnce(SimulatedDevice &device, int engine, const SimulatorProfile &profile, const Suite &suite,
                 const Test &test, ModelTime at)
{
    const auto prompt = tokenizeChat(test.messages);
    const auto known = knownAnswer(profile, suite, test.messages.back().content);
    const AnswerPlan plan = planAnswer(profile, known, {.maxTokens = test.maxTokens}, 1);
    device.submit(
        engine,
        {.id = 1, .prompt = prompt, .outputTokens = plan.tokens, .residual = plan.residual, .uncached = plan.uncached},
        at);
    const auto tokens = device.advanceTo(at + 1000s);
    return {.ttft_s = (tokens.front().at - at).count(),
            .total_s = (tokens.back().at - at).count(),
            .tokens = static_cast<int>(tokens.size())};
}

/// The bundled suite as the reference ran it: no warm-up, three repetitions, one at a time.
std::vector<Repetitions> simulate(const SimulatorProfile &profile, const Suite &suite, quint64 seed)
{
    SimulatedDevice device(*loadDeviceSpec(profile.hardware));
    const int engine = device.addEngine(profile, {.seed = seed});
    ModelTime at {0};
    std::vector<Repetitions> tests;
    for (const Test &test : suite.tests) {
        Repetitions repetitions;
        for (int i = 0; i < 3; ++i) {
            device.advanceTo(at);
            repetitions.push_back(runOnce(device, engine, profile, suite, test, at));
            at += 1000s;
        }
        tests.push_back(repetitions);
    }
    return tests;
}

QJsonArray referenceRuns()
{
    QFile file(QStringLiteral(SOURCE_ROOT "/resources/reference/speed_test_runs.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the reference figures are not there");
    return QJsonDocument::fromJson(file.readAll())[QLatin1String("runs")].toArray();
}

QByteArray percent(double actual, double expected)
{
    return QStringLiteral("%1, reference %2: %3 %")
        .arg(actual, 0, 'f', 3)
        .arg(expected, 0, 'f', 3)
        .arg(100 * (actual / expected - 1), 0, 'f', 1)
        .toUtf8();
}

#define COMPARE_WITHIN(actual, expected)                                                                               \
    QVERIFY2(std::abs((actual) / (expected) - 1) <= tolerance, percent(actual, expected).constData())

}

class TestSimulatorFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void suiteOnAProfileGivesTheMeasuredTimes_data()
    {
        QTest::addColumn<QString>("profileName");
        QTest::addColumn<QString>("testName");
        QTest::addColumn<QJsonArray>("reference");
        QTest::addColumn<quint64>("seed");
        const QJsonArray runs = referenceRuns();
        QCOMPARE(runs.size(), simulatorProfiles().size());
        for (qsizetype i = 0; i < runs.size(); ++i) {
            for (const QJsonValue &test : runs[i][QLatin1String("tests")].toArray()) {
                const QString name = test[QLatin1String("test")].toString();
                for (const quint64 seed : {1, 2, 3})
                    QTest::addRow("%s: %s, seed %d", qPrintable(runs[i][QLatin1String("label")].toString()),
                                  qPrintable(name), int(seed))
                        << simulatorProfiles().at(i) << name << test[QLatin1String("repetitions")].toArray() << seed;
            }
        }
    }

    void suiteOnAProfileGivesTheMeasuredTimes()
    {
        QFETCH(QString, profileName);
        QFETCH(QString, testName);
        QFETCH(QJsonArray, reference);
        QFETCH(quint64, seed);
        Repetitions expected;
        for (const QJsonValue &repetition : reference)
            expected.push_back({.ttft_s = repetition[QLatin1String("ttft_s")].toDouble(),
                                .total_s = repetition[QLatin1String("total_time_s")].toDouble()});
        const auto suite = loadSuite(QStringLiteral("speed-test"));
        const auto profile = loadSimulatorProfile(profileName);
        QVERIFY2(suite, suite ? "" : qPrintable(suite.error().toString()));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().toString()));
        const auto test = std::find_if(suite->tests.begin(), suite->tests.end(),
                                       [&](const Test &candidate) { return candidate.name == testName; });
        QVERIFY(test != suite->tests.end());

        const Repetitions actual =
            simulate(*profile, *suite, seed)[static_cast<std::size_t>(test - suite->tests.begin())];

        COMPARE_WITHIN(mean(actual, &Measured::ttft_s), mean(expected, &Measured::ttft_s));
        COMPARE_WITHIN(mean(actual, &Measured::total_s), mean(expected, &Measured::total_s));
        if (firstToOthers(expected) > standsOut) {
            COMPARE_WITHIN(actual.front().ttft_s, expected.front().ttft_s);
            COMPARE_WITHIN(mean(actual, &Measured::ttft_s, 1), mean(expected, &Measured::ttft_s, 1));
        } else {
            QVERIFY2(firstToOthers(actual) < 1.1, qPrintable(QString::number(firstToOthers(actual))));
        }
    }

    void decodesAtTheTrueTokenRate_data()
    {
        QTest::addColumn<double>("tps");
        QTest::newRow("llama-70b") << 3.75;
        QTest::newRow("mistral-24b") << 10.9;
        QTest::newRow("qwen3-32b") << 7.7;
        QTest::newRow("gpt-oss-20b") << 37.0;
    }

    void decodesAtTheTrueTokenRate()
    {
        QFETCH(double, tps);
        const auto suite = loadSuite(QStringLiteral("speed-test"));
        const auto profile = loadSimulatorProfile(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(suite && profile);

        for (const Repetitions &repetitions : simulate(*profile, *suite, 1))
            COMPARE_WITHIN(mean(repetitions, &Measured::tps), tps);
    }

    void longPromptHasAboutTwoThousandTokens()
    {
        const auto suite = loadSuite(QStringLiteral("speed-test"));
        QVERIFY(suite);
        const auto tokens = tokenizeChat(suite->tests.at(2).messages).size();
        QVERIFY2(tokens > 1700 && tokens < 2300, qPrintable(QString::number(tokens)));
    }

    void twoModelsAtOnceSlowEachOther()
    {
        const auto mistral = loadSimulatorProfile(QStringLiteral("mistral-24b"));
        const auto qwen = loadSimulatorProfile(QStringLiteral("qwen3-32b"));
        QVERIFY(mistral && qwen);
        const auto end = [&](bool together) {
            SimulatedDevice device(*loadDeviceSpec(mistral->hardware));
            const int one = device.addEngine(*mistral, {.coldStart = false});
            const int other = device.addEngine(*qwen, {.coldStart = false});
            device.submit(one, {.id = 1, .prompt = {1, 2, 3}, .outputTokens = 100}, ModelTime(0));
            if (together)
                device.submit(other, {.id = 2, .prompt = {1, 2, 3}, .outputTokens = 1000}, ModelTime(0));
            double last = 0;
            for (const EngineToken &token : device.advanceTo(1000s)) {
                if (token.request == 1)
                    last = token.at.count();
            }
            return last;
        };

        const double slowdown = end(true) / end(false);

        QVERIFY2(slowdown > 1.2 && slowdown < 1.6, qPrintable(QString::number(slowdown)));
    }

    void profileMistakesNameTheirLine_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown key") << QByteArray("  jitter:") << QByteArray("  jiter:")
                                     << QStringLiteral("unknown key \"jiter\"");
        QTest::newRow("not a number") << QByteArray("weights_gb: 40") << QByteArray("weights_gb: heavy")
                                      << QStringLiteral("\"weights_gb\" is not a number");
        QTest::newRow("out of range") << QByteArray("max_num_seqs: 128") << QByteArray("max_num_seqs: 0")
                                      << QStringLiteral("\"max_num_seqs\" must be from 1");
        QTest::newRow("not one of the words") << QByteArray("reasoning: none") << QByteArray("reasoning: loud")
                                              << QStringLiteral("\"reasoning\" is none of");
        QTest::newRow("missing") << QByteArray("label: Llama-70B\n") << QByteArray()
                                 << QStringLiteral("\"label\" is missing");
        QTest::newRow("no YAML") << QByteArray("profile: llama-70b") << QByteArray("profile: [")
                                 << QStringLiteral("p.yaml:");
    }

    void profileMistakesNameTheirLine()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, message);
        QFile file(QStringLiteral(":/streamgauge/simulator/llama-70b.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray yaml = file.readAll();
        QVERIFY(parseSimulatorProfile(yaml, QStringLiteral("p.yaml")));
        QVERIFY(yaml.contains(from));

        const auto profile = parseSimulatorProfile(yaml.replace(from, to), QStringLiteral("p.yaml"));

        QVERIFY(!profile);
        QVERIFY2(profile.error().line > 0, "no line");
        QVERIFY2(profile.error().toString().contains(message), qPrintable(profile.error().toString()));
    }
};

QTEST_GUILESS_MAIN(TestSimulatorFit)

#include "tst_simulatorfit.moc"
