// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "metrics/testconditions.h"
#include "run/runpreparation.h"
#include "runfixture.h"
#include "suite/datasetfile.h"
#include "suite/suiteparser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace streamgauge;

namespace {

QByteArray numbered(int entries, const QByteArray &more = {})
{
    QByteArray lines;
    for (int i = 1; i <= entries; ++i)
        lines += "{\"prompt\": \"question " + QByteArray::number(i) + "\"" + more + "}\n";
    return lines;
}

QString contentOf(const QByteArray &body)
{
    const QJsonArray messages = QJsonDocument::fromJson(body).object().value(QLatin1String("messages")).toArray();
    return messages.last().toObject().value(QLatin1String("content")).toString();
}

int maxTokensOf(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object().value(QLatin1String("max_tokens")).toInt();
}

std::vector<int> entriesOf(const std::vector<DatasetPrompt> &prompts)
{
    std::vector<int> entries;
    for (const DatasetPrompt &prompt : prompts)
        entries.push_back(prompt.entry);
    return entries;
}

}

class TestDatasets : public QObject
{
    Q_OBJECT

private:
    QString write(const QByteArray &content, const QString &name = QStringLiteral("d.jsonl"))
    {
        QFile file(m_fixture.path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write a dataset");
        return file.fileName();
    }

    Expected<DrawnPrompts> drawn(const QByteArray &content, quint32 seed = 1, int most = 100)
    {
        const Dataset dataset {.file = QStringLiteral("d.jsonl"), .path = write(content)};
        return drawPrompts(dataset, seed, most);
    }

    Suite suiteWith(const QByteArray &dataset, const QByteArray &settings)
    {
        write(dataset);
        const auto suite =
            parseSuite("suite: S\n" + settings + "tests:\n  - name: Chat\n    dataset: d.jsonl\n    max_tokens: 50\n",
                       m_fixture.path(QStringLiteral("s.yaml")));
        if (!suite)
            qFatal("%s", qPrintable(suite.error().toString()));
        return *suite;
    }

    struct Prepared
    {
        std::optional<RunSetup> setup;
        QString problem;
    };

    Prepared prepare(const Suite &suite, const std::vector<Endpoint> &endpoints, const PlanOptions &options = {})
    {
        Prepared prepared;
        RunPreparation preparation({.suite = suite,
                                    .endpoints = endpoints,
                                    .options = options,
                                    .title = {},
                                    .path = m_fixture.path(QStringLiteral("%1.run.jsonl").arg(++m_files))},
                                   m_simulators);
        connect(&preparation, &RunPreparation::ready, this, [&](const RunSetup &setup) { prepared.setup = setup; });
        connect(&preparation, &RunPreparation::failed, this,
                [&](const std::vector<EndpointProblem> &problems) { prepared.problem = problems.front().message; });
        connect(&preparation, &RunPreparation::refused, this,
                [&](const Error &error) { prepared.problem = error.toString(); });
        preparation.start();
        if (!eventually([&] { return prepared.setup || !prepared.problem.isEmpty(); }))
            qFatal("the preparation does not end");
        return prepared;
    }

    Run runOf(const Suite &suite, const std::vector<Endpoint> &endpoints, const PlanOptions &options = {})
    {
        const Prepared prepared = prepare(suite, endpoints, options);
        if (!prepared.setup)
            qFatal("%s", qPrintable(prepared.problem));
        return m_fixture.runOf(*prepared.setup);
    }

    RunFixture m_fixture;
    SimulatorHost m_simulators;
    int m_files = 0;

private Q_SLOTS:
    void entriesAreUnderstood_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("messages");
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("isGuessed");

        const auto row = [](const char *name, QByteArray entry, const char *messages, int length, bool isGuessed) {
            QTest::newRow(name) << entry.replace('\'', '"') << QString::fromLatin1(messages) << length << isGuessed;
        };
        row("a prompt", "{'prompt': 'Hi'}", "user:Hi", -1, false);
        row("a prompt and a length", "{'prompt': 'Hi', 'output_tokens': 20}", "user:Hi", 20, false);
        row("as GuideLLM has it", "{'prompt': 'Hi', 'output_tokens_count': 20}", "user:Hi", 20, false);
        row("a text with instructions", "{'text': 'Hi', 'system': 'Be brief'}", "system:Be brief user:Hi", -1, false);
        row("its answer", "{'prompt': 'Hi', 'completion': '12345'}", "user:Hi", 2, true);
        row("a length counts more than an answer", "{'prompt': 'Hi', 'response': '12345', 'output_len': 7}", "user:Hi",
            7, false);
        row("turns", "{'turns': ['One', 'Two']}", "user:One", -1, false);
        row("messages", "{'messages': [{'role': 'system', 'content': 'S'}, {'role': 'user', 'content': 'U'}]}",
            "system:S user:U", -1, false);
        row("messages with an answer",
            "{'messages': [{'role': 'user', 'content': 'U'}, {'role': 'assistant', 'content': '123456789'}]}", "user:U",
            3, true);
        row("ShareGPT",
            "{'id': 'x', 'conversations': [{'from': 'human', 'value': 'Q'}, {'from': 'gpt', 'value': '12345678'}, "
            "{'from': 'human', 'value': 'More'}]}",
            "user:Q", 2, true);
        row("ShareGPT without an answer", "{'conversations': [{'from': 'human', 'value': 'Q'}]}", "user:Q", -1, false);
        row("ShareGPT that begins with an answer is left out",
            "{'conversations': [{'from': 'gpt', 'value': 'A'}, {'from': 'human', 'value': 'Q'}]}", "", -1, false);
        row("pictures are left out",
            "{'messages': [{'role': 'user', 'content': [{'type': 'image_url', 'image_url': 'x'}]}]}", "", -1, false);
        row("an empty prompt is left out", "{'prompt': ' '}", "", -1, false);
        row("a length of zero is none", "{'prompt': 'Hi', 'output_tokens': 0}", "user:Hi", -1, false);
    }

    void entriesAreUnderstood()
    {
        QFETCH(QByteArray, entry);
        QFETCH(QString, messages);
        QFETCH(int, length);
        QFETCH(bool, isGuessed);

        const auto result = drawn(entry + "\n{\"prompt\": \"other\"}\n");
        QVERIFY2(result, qPrintable(result ? QString() : result.error().toString()));
        QCOMPARE(result->facts.entries, 2);
        const auto found = std::ranges::find(result->prompts, 1, &DatasetPrompt::entry);
        QCOMPARE(found != result->prompts.end(), !messages.isEmpty());
        if (messages.isEmpty())
            return;
        QStringList parts;
        for (const Message &message : found->messages)
            parts.append(message.role + u':' + message.content);
        QCOMPARE(parts.join(u' '), messages);
        QCOMPARE(found->outputTokens.value_or(-1), length);
        QCOMPARE(found->isGuessed, isGuessed);
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");

        QTest::newRow("empty") << QByteArray() << 0 << QStringLiteral("none of its 0 entries has a prompt");
        QTest::newRow("no prompts") << QByteArray("{\"a\": 1}\n") << 0
                                    << QStringLiteral("none of its 1 entries has a prompt");
        QTest::newRow("CSV") << QByteArray("prompt,length\nHi,3\n") << 1 << QStringLiteral("not a JSON object");
        QTest::newRow("cut") << QByteArray("{\"prompt\": \"a\"}\n\n{\"prompt\": \"b\n") << 3
                             << QStringLiteral("not a JSON object");
        QTest::newRow("no UTF-8") << QByteArray("{\"prompt\": \"a\"}\n{\"prompt\": \"\xE4\"}\n") << 2
                                  << QStringLiteral("not a JSON object");
    }

    void badFilesAreRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, line);
        QFETCH(QString, message);

        const auto result = drawn(content);
        QVERIFY(!result);
        QCOMPARE(result.error().line, line);
        QVERIFY2(result.error().message.contains(message), qPrintable(result.error().message));
        QVERIFY(result.error().source.endsWith(QLatin1String("d.jsonl")));
    }

    void linesAndArraysAreTheSameEntries()
    {
        const auto lines = drawn(numbered(30));
        QByteArray array = numbered(30).trimmed();
        array.replace("\n", ",\n  ");
        const auto inArray = drawn("\xEF\xBB\xBF\n[ " + array + " ]\n");
        QVERIFY(lines && inArray);
        QCOMPARE(inArray->facts.entries, 30);
        QVERIFY(entriesOf(inArray->prompts) == entriesOf(lines->prompts));
        QVERIFY(inArray->facts.sha256 != lines->facts.sha256);
    }

    void moreOfOneSeedBeginWithTheSame()
    {
        const QByteArray file = numbered(200);
        const std::vector<int> few = entriesOf(drawn(file, 7, 10)->prompts);
        const std::vector<int> many = entriesOf(drawn(file, 7, 150)->prompts);
        const std::vector<int> other = entriesOf(drawn(file, 8, 10)->prompts);
        QCOMPARE(few.size(), 10u);
        QVERIFY(std::equal(few.begin(), few.end(), many.begin()));
        QVERIFY(few != other);
        QCOMPARE(QSet<int>(many.begin(), many.end()).size(), 150);
        QVERIFY(!std::ranges::is_sorted(many));
    }

    void eachRepetitionIsSentAnotherPromptAndSaysWhich()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const Suite suite = suiteWith(numbered(40), "warmup: 2\nrepetitions: 5\nprompt_cache: allow\n");
        const Run run = runOf(suite, {endpointAt(server.baseUrl())});

        QSet<QString> sent;
        for (const QByteArray &body : server.requestBodies)
            sent.insert(contentOf(body));
        QCOMPARE(server.requestBodies.size(), 7);
        QCOMPARE(sent.size(), 7); // warm-ups too
        for (std::size_t i = 0; i < run.requests.size(); ++i)
            QCOMPARE(contentOf(server.requestBodies[qsizetype(i)]),
                     QStringLiteral("question %1").arg(run.requests[i].datasetEntry.value_or(0)));
        const DatasetFacts facts = run.header.suite.tests[0].dataset->facts.value();
        QCOMPARE(facts.entries, 40);
        QCOMPARE(facts.drawn, 7);
        QCOMPARE(facts.sha256.size(), 64);
        QVERIFY(run.clientRemarks.empty());
    }

    void endpointsAndRunsAreSentTheSamePrompts()
    {
        ScriptedServer one;
        ScriptedServer other;
        one.setScripts({goodAnswer()});
        other.setScripts({goodAnswer()});
        const Suite suite = suiteWith(numbered(40), "warmup: 0\nrepetitions: 4\nprompt_cache: allow\n");
        const Run run = runOf(suite, {endpointAt(one.baseUrl()), endpointAt(other.baseUrl(), QStringLiteral("F"))});
        QCOMPARE(one.requestBodies.size(), 4);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(contentOf(one.requestBodies[i]), contentOf(other.requestBodies[i]));
        runOf(suite, {endpointAt(one.baseUrl())});
        for (int i = 0; i < 4; ++i)
            QCOMPARE(contentOf(one.requestBodies[i + 4]), contentOf(one.requestBodies[i]));
    }

    void promptsAreMadeUniqueUnlessTheCacheIsAllowed()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        runOf(suiteWith(numbered(5), "warmup: 0\nrepetitions: 2\n"), {endpointAt(server.baseUrl())});
        for (const QByteArray &body : server.requestBodies)
            QVERIFY2(contentOf(body).section(u'\n', 1).startsWith(QLatin1String("question ")), body.constData());
    }

    void answersEndWhereThoseOfTheFileDo()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const QByteArray file = "{\"prompt\":\"a\",\"output_tokens\":20}\n{\"prompt\":\"b\",\"output_tokens\":400}\n"
                                "{\"prompt\":\"c\"}\n";
        const Run run =
            runOf(suiteWith(file, "warmup: 0\nrepetitions: 3\nprompt_cache: allow\n"), {endpointAt(server.baseUrl())});
        const QHash<QString, int> expected {
            {QStringLiteral("a"), 20}, {QStringLiteral("b"), 50}, {QStringLiteral("c"), 50}};
        for (qsizetype i = 0; i < 3; ++i) {
            const QByteArray &body = server.requestBodies[i];
            QCOMPARE(maxTokensOf(body), expected.value(contentOf(body)));
            const auto own = run.requests[std::size_t(i)].maxTokens;
            QCOMPARE(own.value_or(50), maxTokensOf(body));
            QCOMPARE(own.has_value(), contentOf(body) == u"a");
        }
        QCOMPARE(run.header.suite.tests[0].dataset->facts->lengths, 2);
    }

    void lengthsOfTheFileCanBeIgnored()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        write("{\"prompt\":\"a\",\"output_tokens\":20}\n");
        const auto suite = parseSuite("suite: S\nwarmup: 0\nrepetitions: 1\ntests:\n  - name: A\n"
                                      "    dataset: {file: d.jsonl, output_lengths: ignore}\n    max_tokens: 50\n",
                                      m_fixture.path(QStringLiteral("s.yaml")));
        const Run run = runOf(suite.value(), {endpointAt(server.baseUrl())});
        QCOMPARE(maxTokensOf(server.requestBodies[0]), 50);
        QVERIFY(!run.header.suite.tests[0].dataset->outputLengths);
    }

    void aDatasetTooSmallIsSentAgainAndSaysSo()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        const Run run = runOf(suiteWith(numbered(3), "warmup: 0\nrepetitions: 7\nprompt_cache: allow\n"),
                              {endpointAt(server.baseUrl())});
        QCOMPARE(server.requestBodies.size(), 7);
        QCOMPARE(contentOf(server.requestBodies[3]), contentOf(server.requestBodies[0]));
        QCOMPARE(run.clientRemarks.size(), 1u);
        QVERIFY2(run.clientRemarks[0].message.contains(QLatin1String("d.jsonl has 3, and up to 7 are sent")),
                 qPrintable(run.clientRemarks[0].message));
    }

    void aBadDatasetStartsNothing()
    {
        ScriptedServer server;
        const Prepared prepared =
            prepare(suiteWith("{\"prompt\": \"a\"}\nnot this\n", "warmup: 0\n"), {endpointAt(server.baseUrl())});
        QVERIFY2(prepared.problem.contains(QLatin1String("d.jsonl:2: not a JSON object")),
                 qPrintable(prepared.problem));
        QVERIFY(server.requestBodies.isEmpty());
    }

    void seriesOfOtherPromptsAreNotAlike()
    {
        Test test;
        test.dataset = Dataset {
            .file = QStringLiteral("d"), .path = {}, .facts = DatasetFacts {.sha256 = QStringLiteral("ab"), .seed = 1}};
        const QByteArray digest = testConditions(test, {}).prompt;
        QCOMPARE(testConditions(test, {}).prompt, digest);
        test.dataset->facts->seed = 2;
        QVERIFY(testConditions(test, {}).prompt != digest);
        test.dataset->facts = {.sha256 = QStringLiteral("cd"), .seed = 1};
        QVERIFY(testConditions(test, {}).prompt != digest);
    }
};

QTEST_GUILESS_MAIN(TestDatasets)

#include "tst_datasets.moc"
