// SPDX-License-Identifier: Apache-2.0
#include "suite/suiteparser.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace streamgauge;

namespace {

const QByteArray oneTest = "tests:\n  - {name: A, prompt: Hi, max_tokens: 5}\n";

QByteArray bundledText(const QString &name)
{
    QFile file(QStringLiteral(":/streamgauge/suites/%1.yaml").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Suite parsed(const QByteArray &yaml)
{
    const auto suite = parseSuite(yaml, QStringLiteral("s.yaml"));
    if (!suite)
        qWarning("%s", qPrintable(suite.error().toString()));
    return suite.value_or(Suite {});
}

}

class TestSuiteParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundledSpeedTestHasItsFiveTests()
    {
        const auto suite = loadSuite(QStringLiteral("speed-test"));
        QVERIFY2(suite, qPrintable(suite ? QString() : suite.error().toString()));
        QCOMPARE(suite->name, QStringLiteral("Speed test"));
        QCOMPARE(suite->source, QStringLiteral(":/streamgauge/suites/speed-test.yaml"));
        QCOMPARE(suite->warmup, 1);
        QCOMPARE(suite->yaml.toUtf8(), bundledText(QStringLiteral("speed-test")));

        const QStringList names {QStringLiteral("Short Prompt, Short Response"),
                                 QStringLiteral("Short Prompt, Long Response"),
                                 QStringLiteral("Long Prompt, Short Response"), QStringLiteral("Code Generation"),
                                 QStringLiteral("Reasoning Task")};
        const QList<int> limits {100, 512, 100, 400, 400};
        const QStringList metrics {QStringLiteral("ttft"), QStringLiteral("tps"), QStringLiteral("ttft"),
                                   QStringLiteral("tps"), QStringLiteral("tps")};
        QCOMPARE(suite->tests.size(), 5u);
        for (int i = 0; i < 5; ++i) {
            const streamgauge::Test &test = suite->tests[i];
            QCOMPARE(test.name, names[i]);
            QCOMPARE(test.maxTokens, limits[i]);
            QCOMPARE(test.keyMetric, metrics[i]);
            QVERIFY(!test.purpose.isEmpty());
            QCOMPARE(test.settings.repetitions, 3);
            QCOMPARE(test.settings.temperature, 0.0);
            QCOMPARE(test.messages.size(), 1u);
        }
    }

    void longPromptIsAboutTwoThousandTokens()
    {
        const QString prompt = loadSuite(QStringLiteral("speed-test"))->tests[2].messages[0].content;
        // Measured with real tokenizers (see the suite): 4.28 to 4.37 characters a token.
        const double tokens = static_cast<double>(prompt.size()) / 4.33;
        QVERIFY2(tokens > 1900 && tokens < 2100, qPrintable(QString::number(tokens)));
        QVERIFY(prompt.trimmed().endsWith(QStringLiteral("in two sentences.")));
    }

    void everyBundledSuiteLoadsAndTheSpeedTestComesFirst()
    {
        QCOMPARE(bundledSuites().value(0), QStringLiteral("speed-test"));
        for (const QString &name : bundledSuites())
            QVERIFY2(loadSuite(name), qPrintable(name));
    }

    void unknownSuiteNamesTheOnesThereAre()
    {
        const auto suite = loadSuite(QStringLiteral("sped-test"));
        QVERIFY(!suite);
        QCOMPARE(suite.error().code, Error::Code::Io);
        QVERIFY(suite.error().message.contains(QStringLiteral("speed-test")));
    }

    void onlyNamePromptAndMaxTokensAreNeeded()
    {
        const Suite suite = parsed("suite: S\n" + oneTest);
        QCOMPARE(suite.tests.size(), 1u);
        QCOMPARE(suite.warmup, 1);
        QCOMPARE(suite.tests[0].settings.repetitions, 3);
        QCOMPARE(suite.tests[0].settings.temperature, 0.0);
        QCOMPARE(std::get<ClosedLoop>(suite.tests[0].settings.load).concurrency, std::vector<int> {1});
        QCOMPARE(suite.tests[0].messages[0].role, QStringLiteral("user"));
        QCOMPARE(suite.tests[0].messages[0].content, QStringLiteral("Hi"));
    }

    void testOverridesWhatTheSuiteSays()
    {
        const Suite suite = parsed("suite: S\nrepetitions: 7\ntemperature: 0.5\nprompt_cache: avoid\n"
                                   "load: {concurrency: [1, 4, 16]}\nslo: {ttft: 300ms, tpot: 50ms}\ntests:\n"
                                   "  - {name: A, prompt: Hi, max_tokens: 5}\n"
                                   "  - {name: B, prompt: Hi, max_tokens: 5, repetitions: 2, temperature: 1,"
                                   " prompt_cache: allow, slo: {ttft: 2m}, load: {rate: 4, arrivals: constant,"
                                   " duration: 60s}}\n");
        QCOMPARE(suite.tests.size(), 2u);
        const TestSettings &a = suite.tests[0].settings;
        QCOMPARE(a.repetitions, 7);
        QCOMPARE(a.promptCache, PromptCache::Avoid);
        QCOMPARE(std::get<ClosedLoop>(a.load).concurrency, (std::vector<int> {1, 4, 16}));
        QCOMPARE(a.slo.ttft, std::optional<nanoseconds>(300ms));
        const TestSettings &b = suite.tests[1].settings;
        QCOMPARE(b.repetitions, 2);
        QCOMPARE(b.temperature, 1.0);
        QCOMPARE(b.promptCache, PromptCache::Allow);
        QCOMPARE(b.slo.ttft, std::optional<nanoseconds>(2min));
        QCOMPARE(b.slo.tpot, std::optional<nanoseconds>(50ms));
        const auto &load = std::get<OpenLoop>(b.load);
        QCOMPARE(load.rates, std::vector<double> {4});
        QVERIFY(load.arrivals == Arrivals::Constant);
        QCOMPARE(load.duration, std::optional<nanoseconds>(60s));
    }

    void testsOfPrefillAvoidThePromptCacheUnlessToldOtherwise_data()
    {
        QTest::addColumn<QByteArray>("suiteSays");
        QTest::addColumn<QByteArray>("testSays");
        QTest::addColumn<bool>("avoids");

        QTest::newRow("nobody says") << QByteArray() << QByteArray("key_metric: prefill") << true;
        QTest::newRow("the suite says") << QByteArray("prompt_cache: allow\n") << QByteArray("key_metric: prefill")
                                        << false;
        QTest::newRow("the test says") << QByteArray() << QByteArray("key_metric: prefill, prompt_cache: allow")
                                       << false;
        QTest::newRow("another metric") << QByteArray() << QByteArray("key_metric: ttft") << false;
        QTest::newRow("another metric, the suite says")
            << QByteArray("prompt_cache: avoid\n") << QByteArray("key_metric: ttft") << true;
    }

    void testsOfPrefillAvoidThePromptCacheUnlessToldOtherwise()
    {
        QFETCH(QByteArray, suiteSays);
        QFETCH(QByteArray, testSays);
        QFETCH(bool, avoids);
        const Suite suite =
            parsed("suite: S\n" + suiteSays + "tests:\n  - {name: A, prompt: Hi, max_tokens: 5, " + testSays + "}\n");
        QCOMPARE(suite.tests[0].settings.promptCache, avoids ? PromptCache::Avoid : PromptCache::Allow);
    }

    void aSeedIsFixedOnlyByTheSuite()
    {
        const QByteArray tests = "tests:\n  - {name: A, prompt: Hi, max_tokens: 5}\n";
        QVERIFY(!parsed("suite: S\n" + tests).seed.has_value());
        QCOMPARE(parsed("suite: S\nseed: 7\n" + tests).seed, std::optional<quint32>(7));
    }

    void messagesKeepTheirRolesAndOrder()
    {
        const Suite suite = parsed("suite: S\ntests:\n  - name: A\n    max_tokens: 5\n    messages:\n"
                                   "      - {role: system, content: Be brief}\n      - {role: user, content: Hi}\n");
        QCOMPARE(suite.tests.size(), 1u);
        QCOMPARE(suite.tests[0].messages.size(), 2u);
        QCOMPARE(suite.tests[0].messages[0].role, QStringLiteral("system"));
        QCOMPARE(suite.tests[0].messages[1].content, QStringLiteral("Hi"));
    }

    void promptFileIsReadBesideTheSuite()
    {
        QTemporaryDir folder;
        QFile prompt(folder.filePath(QStringLiteral("p.txt")));
        QVERIFY(prompt.open(QIODevice::WriteOnly));
        prompt.write("Grüße\n");
        prompt.close();
        const QByteArray yaml = "suite: S\ntests: [{name: A, prompt_file: p.txt, max_tokens: 5}]\n";
        const auto suite = parseSuite(yaml, folder.filePath(QStringLiteral("s.yaml")));
        QVERIFY(suite);
        QCOMPARE(suite->tests[0].messages[0].content, QStringLiteral("Grüße\n"));

        QVERIFY(prompt.remove());
        const auto missing = parseSuite(yaml, folder.filePath(QStringLiteral("s.yaml")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().line, 2);
        QVERIFY(missing.error().message.contains(QStringLiteral("p.txt")));
    }

    void expectations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("atLeast"); // -1: none
        QTest::addColumn<double>("atMost");

        QTest::newRow("a range of rates") << QByteArray("tps: 12..15") << 12.0 << 15.0;
        QTest::newRow("less than a time") << QByteArray("ttft: <0.14s") << -1.0 << 0.14;
        QTest::newRow("more than a rate, in quotes") << QByteArray("tps: \">5\"") << 5.0 << -1.0;
        QTest::newRow("at most, with a space") << QByteArray("total_time: \"<= 2m\"") << -1.0 << 120.0;
        QTest::newRow("a range of times") << QByteArray("ttft: 100ms..0.3s") << 0.1 << 0.3;
        QTest::newRow("a range with one unit") << QByteArray("ttft: 100..300ms") << 0.1 << 0.3;
    }

    void expectations()
    {
        QFETCH(QByteArray, text);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        const Suite suite = parsed("suite: S\nexpect: {" + text + "}\n" + oneTest);
        QCOMPARE(suite.expectations.size(), 1u);
        QCOMPARE(suite.expectations[0].atLeast.value_or(-1), atLeast);
        QCOMPARE(suite.expectations[0].atMost.value_or(-1), atMost);
    }

    void mistakesAreNamedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message"); // part of it

        const auto row = [](const char *name, const QByteArray &yaml, int line, const char *message) {
            QTest::newRow(name) << yaml << line << QString::fromUtf8(message);
        };
        const QByteArray head = "suite: S\n";
        const auto test = [&](const QByteArray &line) {
            return head + "tests:\n  - name: A\n    prompt: Hi\n    max_tokens: 5\n    " + line + "\n";
        };
        row("nothing at all", "", 0, "must be a map");
        row("a text", "hello", 1, "must be a map");
        row("not YAML", "suite: S\ntests: [", 2, "not valid YAML");
        row("not UTF-8", "suite: S\n# \xff\n", 2, "not UTF-8");
        row("no name", oneTest, 1, "needs \"suite\"");
        row("no tests", head, 1, "needs \"tests\"");
        row("an empty list of tests", head + "tests: []\n", 2, "is empty");
        row("tests are no list", head + "tests: {a: b}\n", 2, "must be a list");
        row("unknown key with a near one", test("max_token: 5"), 6, "did you mean \"max_tokens\"?");
        row("unknown key with none near", head + "zebra: 1\n" + oneTest, 2, "known are: suite, description");
        row("unknown key of an slo", head + "slo: {tftt: 1s}\n" + oneTest, 2, "did you mean \"ttft\"?");
        row("a key twice", test("max_tokens: 6"), 6, "stands here twice, first in line 5");
        row("a test twice", head + oneTest + "  - {name: A, prompt: Ho, max_tokens: 5}\n", 4, "a second test \"A\"");
        row("no max_tokens", head + "tests:\n  - {name: A, prompt: Hi}\n", 3, "a test needs \"max_tokens\"");
        row("no prompt", head + "tests:\n  - {name: A, max_tokens: 5}\n", 3, "needs a prompt");
        row("an empty prompt", head + "tests:\n  - {name: A, max_tokens: 5, prompt: ' '}\n", 3, "is empty");
        row("two prompts", test("prompt_file: a.txt"), 6, "not two");
        row("a made prompt that is too short", head + "tests:\n - name: A\n   max_tokens: 5\n   prompt_tokens: 8\n", 5,
            "a whole number from 64");
        row("a made prompt beside messages",
            head
                + "tests:\n - name: A\n   max_tokens: 5\n   prompt_tokens: 800\n   messages: [{role: user, content: "
                  "x}]\n",
            6, "no messages, prompt_file or dataset");
        row("a dataset beside a prompt", test("dataset: x"), 6, "not two");
        const auto dataset = [&](const QByteArray &value) {
            return head + "tests:\n  - name: A\n    max_tokens: 5\n    dataset: " + value + "\n";
        };
        row("a dataset that is not there", dataset("none.jsonl"), 5, "there is no such file");
        row("a folder for a dataset", dataset("."), 5, "is not a file");
        row("a dataset without a file", dataset("{output_lengths: file}"), 5, "needs \"file\"");
        row("lengths there are not", dataset("{file: x, output_lengths: mine}"), 5, "one of file, ignore");
        row("a role there is not",
            head + "tests:\n - name: A\n   max_tokens: 5\n   messages: [{role: me, content: x}]\n", 5,
            "one of system, user, assistant");
        row("a word for a number", test("repetitions: many"), 6, "a whole number from 1 to 100000, not \"many\"");
        row("a number in quotes", test("repetitions: '3'"), 6, "a whole number");
        row("half a repetition", test("repetitions: 2.5"), 6, "a whole number");
        row("no repetition", test("repetitions: 0"), 6, "a whole number from 1");
        row("a negative number", test("repetitions: -1"), 6, "a whole number from 1");
        row("more than 64 bits", test("repetitions: 99999999999999999999"), 6, "a whole number");
        row("a list for a number", test("repetitions: [1]"), 6, "not a list");
        row("not a number", test("temperature: .nan"), 6, "a number from 0 to 100");
        row("nan in letters", test("temperature: nan"), 6, "a number from 0 to 100");
        row("infinite", test("temperature: inf"), 6, "a number from 0 to 100");
        row("overflowing", test("temperature: 1e999"), 6, "a number from 0 to 100");
        row("hexadecimal", test("temperature: 0x1"), 6, "a number from 0 to 100");
        row("a key metric there is not", test("key_metric: speed"), 6, "one of ttft, total_time, tps, prefill");
        row("more than the most", test("min_tokens: 6"), 6,
            "\"min_tokens\" is 6, more than the test's \"max_tokens\" of 5");
        row("a number for yes", test("ignore_eos: 3"), 6, "ignore_eos");
        row("a duration without unit", test("slo: {ttft: 300}"), 6, "300ms, 60s or 2m");
        row("a duration of nothing", test("slo: {ttft: 0s}"), 6, "300ms, 60s or 2m");
        row("a negative duration", test("slo: {ttft: -1s}"), 6, "300ms, 60s or 2m");
        row("a duration of days", test("slo: {ttft: 25h}"), 6, "300ms, 60s or 2m");
        row("a load of neither kind", test("load: {}"), 6, "needs \"concurrency\" or \"rate\"");
        row("a load of both kinds", test("load: {rate: 1, concurrency: 1}"), 6, "both");
        row("arrivals without a rate", test("load: {concurrency: 1, arrivals: poisson}"), 6, "needs a \"rate\"");
        row("a cap without a rate", test("load: {concurrency: 1, max_concurrency: 4}"), 6, "needs a \"rate\"");
        row("burstiness of arrivals that have none", test("load: {rate: 1, burstiness: 2}"), 6, "arrivals: gamma");
        row("a rate that grows for ever", test("load: {rate: {from: 1, to: 4}}"), 6, "needs a \"duration\"");
        row("a rate that grows from nowhere", test("load: {rate: {to: 4}, duration: 9s}"), 6, "from");
        row("a ramp for a rate", test("load: {rate: 1, ramp: 9s}"), 6, "from: 1, to: 10");
        row("a rate twice", test("load: {rate: [2, 2]}"), 6, "has 2 twice");
        row("a level twice", test("load: {concurrency: [4, 4]}"), 6, "has 4 twice");
        row("an empty sweep", test("load: {concurrency: []}"), 6, "is empty");
        row("a rate of nothing", test("load: {rate: 0}"), 6, "a number from 0.001");
        row("a rate for too short a time", test("load: {rate: 0.1, duration: 1s}"), 6, "0.1 requests");
        row("more requests than a run can hold",
            test("load: {concurrency: [1,2,3,4,5,6,7,8,9,10,11]}\n"
                 "    repetitions: 100000"),
            1, "1,000,000 are possible");
        row("an expectation without sign", head + "expect: {tps: 12}\n" + oneTest, 2, "12..15");
        row("an expectation without unit", head + "expect: {ttft: <0.14}\n" + oneTest, 2, "0.1s..0.3s");
        row("an expectation backwards", head + "expect: {tps: 15..12}\n" + oneTest, 2, "begins above its end");
        row("an expectation that YAML takes away", head + "expect:\n  tps: >5\n" + oneTest, 3, "in quotes");
        row("a second document", head + oneTest + "---\nsuite: T\n", 5, "a second document");
        row("an alias of itself", head + "tests: &a [*a]\n", 2, "inside of what it names");
        row("a list as a key", head + "? [a, b]\n: 1\n", 2, "a key must be a word");
    }

    void mistakesAreNamedWithTheirLine()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, line);
        QFETCH(QString, message);
        const auto suite = parseSuite(yaml, QStringLiteral("s.yaml"));
        QVERIFY(!suite);
        QVERIFY2(suite.error().message.contains(message), qPrintable(suite.error().toString()));
        QCOMPARE(suite.error().line, line);
        QCOMPARE(suite.error().source, QStringLiteral("s.yaml"));
    }

    void aliasesWork()
    {
        const Suite suite = parsed("suite: S\ntests:\n  - {name: A, prompt: &p Hello, max_tokens: 5}\n"
                                   "  - {name: B, prompt: *p, max_tokens: 6}\n");
        QCOMPARE(suite.tests.size(), 2u);
        QCOMPARE(suite.tests[1].messages[0].content, QStringLiteral("Hello"));
    }

    void aliasBombIsRefused()
    {
        QByteArray yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 30; ++i) {
            const QByteArray last = "*a" + QByteArray::number(i - 1);
            yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + last + ", " + last + ", "
                + last + ", " + last + "]\n";
        }
        const auto suite = parseSuite(yaml, QStringLiteral("s.yaml"));
        QVERIFY(!suite);
        QVERIFY2(suite.error().message.contains(QStringLiteral("too large")), qPrintable(suite.error().toString()));
    }

    void deepNestingIsRefused()
    {
        const auto suite = parseSuite("a: " + QByteArray(100'000, '['), QStringLiteral("s.yaml"));
        QVERIFY(!suite);
        QVERIFY2(suite.error().message.contains(QStringLiteral("nested")), qPrintable(suite.error().toString()));
    }

    void hugeFileIsRefused()
    {
        const auto suite = parseSuite(QByteArray(17 * 1024 * 1024, 'x'), QStringLiteral("s.yaml"));
        QVERIFY(!suite);
        QVERIFY(suite.error().message.contains(QStringLiteral("16 MiB")));
    }

    void everyPrefixOfASuiteIsASuiteOrAnError()
    {
        const QByteArray text = bundledText(QStringLiteral("quick-check"));
        QVERIFY(text.size() > 500);
        for (qsizetype length = 0; length < text.size(); ++length) {
            const auto suite = parseSuite(text.first(length), QStringLiteral("s.yaml"));
            QVERIFY(suite ? !suite->tests.empty() : !suite.error().message.isEmpty());
        }
        const QByteArray longer = bundledText(QStringLiteral("speed-test"));
        for (qsizetype length = 0; length < longer.size(); length += 23)
            (void)parseSuite(longer.first(length), QStringLiteral("s.yaml"));
    }

    void damagedSuiteIsASuiteOrAnError()
    {
        const QByteArray text = bundledText(QStringLiteral("quick-check"));
        const QByteArray special = "{}[]:,-?&*!|>'\"%@`#\n\t \0\xff\xc3~<=.0";
        std::mt19937 random(7);
        int errors = 0;
        for (int round = 0; round < 4000; ++round) {
            QByteArray damaged = text;
            for (unsigned change = 0; change <= random() % 4; ++change) {
                const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(damaged.size()));
                const char byte = special[random() % static_cast<unsigned>(special.size())];
                if (random() % 2)
                    damaged[at] = byte;
                else
                    damaged.insert(at, byte);
            }
            const auto suite = parseSuite(damaged, QStringLiteral("s.yaml"));
            if (!suite) {
                ++errors;
                QVERIFY(!suite.error().message.isEmpty());
            }
        }
        QVERIFY(errors > 500);
    }
};

QTEST_GUILESS_MAIN(TestSuiteParser)

#include "tst_suiteparser.moc"
