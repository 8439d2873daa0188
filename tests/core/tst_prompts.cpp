// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "run/runpreparation.h"
#include "runfile/runreader.h"
#include "runfixture.h"
#include "simulator/simulatedtokenizer.h"
#include "simulator/simulator.h"
#include "suite/openingline.h"
#include "suite/prosetext.h"
#include "suite/suiteparser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace streamgauge;

namespace {

Suite suiteWith(const QByteArray &tests, const QByteArray &settings = {})
{
    return parseSuite("suite: T\nwarmup: 0\nrepetitions: 2\n" + settings + "tests:\n" + tests, QStringLiteral("t.yaml"))
        .value();
}

ServerScript usageAnswer(int promptTokens)
{
    return {{jsonAnswer(200,
                        R"({"choices":[{"message":{"content":"a"}}],"usage":{"completion_tokens":1,"prompt_tokens":)"
                            + QByteArray::number(promptTokens) + "}}")}};
}

const ServerScript notFound {{jsonAnswer(404, R"({"detail":"Not Found"})")}};

}

class TestPrompts : public QObject
{
    Q_OBJECT

private:
    struct Prepared
    {
        std::optional<RunSetup> setup;
        std::vector<EndpointProblem> problems;
    };

    Prepared prepare(const Suite &suite, const Endpoint &endpoint)
    {
        Prepared prepared;
        RunPreparation preparation({.suite = suite,
                                    .endpoints = {endpoint},
                                    .options = {},
                                    .title = {},
                                    .path = m_fixture.path(QStringLiteral("%1.run.jsonl").arg(++m_files)),
                                    .promptLengthsPath = m_fixture.path(QStringLiteral("lengths.json"))},
                                   m_simulators);
        connect(&preparation, &RunPreparation::ready, this, [&](const RunSetup &setup) { prepared.setup = setup; });
        connect(&preparation, &RunPreparation::failed, this,
                [&](const std::vector<EndpointProblem> &problems) { prepared.problems = problems; });
        preparation.start();
        if (!eventually([&] { return prepared.setup || !prepared.problems.empty(); }))
            qFatal("the preparation does not end");
        return prepared;
    }

    static Endpoint simulated() { return simulatedEndpoint(QStringLiteral("gpt-oss-20b"), 1000).value(); }

    RunFixture m_fixture;
    SimulatorHost m_simulators;
    int m_files = 0;

private Q_SLOTS:
    void init() { QFile::remove(m_fixture.path(QStringLiteral("lengths.json"))); }

    void textsOfOneSeedBeginAlikeAndHaveTheirWords()
    {
        const QString longer = proseText(3, 500);
        QCOMPARE(longer.split(QRegularExpression(QStringLiteral("\\s+"))).size(), 500);
        QVERIFY(longer.startsWith(proseText(3, 120)));
        QVERIFY(proseText(4, 120) != proseText(3, 120));
        QCOMPARE(proseText(3, 0), QString());
    }

    void linesOfAllRequestsHaveTheSameNumberOfTokens()
    {
        for (quint64 key = 0; key < 1000; ++key)
            QCOMPARE(tokenize(openingLine(key)).size(), 8U);
    }

    void promptsHaveTheLengthTheServerCounts_data()
    {
        QTest::addColumn<QByteArray>("test");
        QTest::addColumn<int>("tokens");
        QTest::newRow("short") << QByteArray("  - {name: A, prompt_tokens: 100, max_tokens: 4}\n") << 100;
        QTest::newRow("long") << QByteArray("  - {name: A, prompt_tokens: 4096, max_tokens: 4}\n") << 4096;
        QTest::newRow("with a beginning of its own")
            << QByteArray("  - {name: A, prompt: Say what this is about, prompt_tokens: 1024, max_tokens: 4}\n")
            << 1024;
        QTest::newRow("with lines that keep it out of the cache")
            << QByteArray("  - {name: A, prompt_tokens: 1024, max_tokens: 4, prompt_cache: avoid}\n") << 1024;
    }

    void promptsHaveTheLengthTheServerCounts()
    {
        QFETCH(QByteArray, test);
        QFETCH(int, tokens);
        const Prepared prepared = prepare(suiteWith(test), simulated());
        QVERIFY(prepared.setup);
        const Run run = m_fixture.runOf(*prepared.setup);

        QCOMPARE(run.requests.size(), 2U);
        for (const RequestRecord &record : run.requests)
            QVERIFY2(std::abs(record.promptTokens.value_or(0) - tokens) <= std::max(3, tokens / 100),
                     qPrintable(QString::number(record.promptTokens.value_or(0))));
        QCOMPARE(run.header.suite.tests[0].promptTokens, std::optional<int>(tokens));
        QCOMPARE(run.header.prompts.size(), 1U); // as the run file has it
        QVERIFY(run.header.prompts == prepared.setup->header.prompts);
        QCOMPARE(run.header.prompts[0].countedBy, QStringLiteral("tokenize"));
        QVERIFY(std::abs(run.header.prompts[0].tokens - tokens) <= std::max(2, tokens / 100));
    }

    void aServerWithoutTokenizeCountsByUsageBeforeTheRun()
    {
        ScriptedServer server;
        server.setScripts({notFound, notFound, usageAnswer(1500), usageAnswer(1005), goodAnswer()});
        const Prepared prepared =
            prepare(suiteWith("  - {name: A, prompt_tokens: 1000, max_tokens: 4}\n"), endpointAt(server.baseUrl()));
        QVERIFY(prepared.setup);
        QCOMPARE(server.requestBodies.size(), 4);
        QCOMPARE(prepared.setup->header.prompts[0].countedBy, QStringLiteral("usage"));
        QCOMPARE(prepared.setup->header.prompts[0].tokens, 1005);
        const QJsonObject probe = QJsonDocument::fromJson(server.requestBodies[3]).object();
        QCOMPARE(probe.value(QLatin1String("max_tokens")).toInt(), 1);
        QVERIFY(!probe.value(QLatin1String("stream")).toBool());
        QVERIFY(server.requestBodies[3].size() < server.requestBodies[2].size()); // cut by what was too much

        m_fixture.runOf(*prepared.setup);
        const auto promptIn = [&](qsizetype i) {
            const QJsonValue messages =
                QJsonDocument::fromJson(server.requestBodies[i]).object().value(QLatin1String("messages"));
            return messages.toArray().at(0).toObject().value(QLatin1String("content")).toString();
        };
        QCOMPARE(promptIn(4), promptIn(5));
        QVERIFY(promptIn(4) != promptIn(3)); // or the run would find it in the cache
        QCOMPARE(promptIn(4).section(u'\n', 1), promptIn(3).section(u'\n', 1));
    }

    void aLengthIsCountedOnce()
    {
        ScriptedServer server;
        server.setScripts({notFound, notFound, usageAnswer(1000)});
        const Suite suite = suiteWith("  - {name: A, prompt_tokens: 1000, max_tokens: 4}\n");
        const Prepared first = prepare(suite, endpointAt(server.baseUrl()));
        QCOMPARE(server.requestBodies.size(), 3);
        const Prepared second = prepare(suite, endpointAt(server.baseUrl()));
        QCOMPARE(server.requestBodies.size(), 3);
        QVERIFY(first.setup->header.prompts == second.setup->header.prompts);

        Endpoint other = endpointAt(server.baseUrl());
        other.model = QStringLiteral("scripted"); // the only one there is
        other.api = Api::Completions;
        prepare(suite, other);
        QVERIFY(server.requestBodies.size() > 3);
    }

    void whatCannotBeCountedIsSaidBeforeTheRun_data()
    {
        QTest::addColumn<QList<ServerScript>>("scripts");
        QTest::addColumn<QString>("said");
        QTest::newRow("no usage") << QList<ServerScript> {notFound, notFound, {{jsonAnswer(200, "{}")}}}
                                  << QStringLiteral("no /tokenize and gives no usage");
        QTest::newRow("refused") << QList<ServerScript> {notFound,
                                                         notFound,
                                                         {{jsonAnswer(500, R"({"error":{"message":"boom"}})")}}}
                                 << QStringLiteral("HTTP status 500: boom");
        QTest::newRow("always the same") << QList<ServerScript> {notFound, notFound, usageAnswer(7)}
                                         << QStringLiteral("still has 7 tokens");
    }

    void whatCannotBeCountedIsSaidBeforeTheRun()
    {
        QFETCH(QList<ServerScript>, scripts);
        QFETCH(QString, said);
        ScriptedServer server;
        server.setScripts(scripts);
        const Prepared prepared =
            prepare(suiteWith("  - {name: A, prompt_tokens: 1000, max_tokens: 4}\n"), endpointAt(server.baseUrl()));
        QVERIFY(!prepared.setup);
        QCOMPARE(prepared.problems.size(), 1U);
        const QString message = prepared.problems[0].message;
        QVERIFY2(message.contains(said), qPrintable(message));
        QVERIFY(message.contains(QStringLiteral("“A” needs a prompt of 1000 tokens")));
        QVERIFY(message.contains(QStringLiteral("prompt of its own")));
    }

    void aTestThatDoesNotFitIntoTheContextIsLeftOutWithARemark()
    {
        const Suite suite = suiteWith("  - {name: A, prompt_tokens: 200000, max_tokens: 4}\n"
                                      "  - {name: B, prompt_tokens: 256, max_tokens: 4}\n",
                                      "prompt_cache: avoid\n");
        Suite warmed = suite;
        warmed.warmup = 1;
        const Prepared prepared = prepare(warmed, simulated());
        QVERIFY(prepared.setup);
        const Run run = m_fixture.runOf(*prepared.setup);
        QCOMPARE(run.requests.size(), 3U);
        for (const RequestRecord &record : run.requests) {
            QCOMPARE(record.test, 1);
            QVERIFY(record.completed());
        }
        QVERIFY(run.requests[0].phase == Phase::Cold);
        QCOMPARE(run.clientRemarks.size(), 1U);
        QVERIFY2(run.clientRemarks[0].message.contains(QStringLiteral("“A” was left out")),
                 qPrintable(run.clientRemarks[0].message));
    }

    void aSuiteOfWhichNothingFitsIsNotRun()
    {
        const Prepared prepared =
            prepare(suiteWith("  - {name: A, prompt_tokens: 200000, max_tokens: 4}\n"), simulated());
        QCOMPARE(prepared.problems.size(), 1U);
        QVERIFY(prepared.problems[0].message.contains(QStringLiteral("context of 32768 tokens")));
    }
};

QTEST_GUILESS_MAIN(TestPrompts)

#include "tst_prompts.moc"
