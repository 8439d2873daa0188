// SPDX-License-Identifier: Apache-2.0
#include "suite/suiteparser.h"
#include "suites/suitefacts.h"
#include "suites/testsmodel.h"

#include <QTest>

namespace streamgauge {

class TestSuiteFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMadePromptIsToldByItsTokensAndHowItBegins()
    {
        const Suite suite =
            parseSuite("suite: S\ntests:\n  - {name: A, prompt: Say why, prompt_tokens: 64, max_tokens: "
                       "5}\n",
                       QStringLiteral("t.yaml"))
                .value();
        const QString prompt = promptText(suite.tests[0]);
        QVERIFY2(prompt.contains(QStringLiteral("64 tokens long by the server's own count")), qPrintable(prompt));
        QVERIFY(prompt.contains(QStringLiteral("\n\nSay why\n\n")));

        TestsModel model;
        model.setTests(suite.tests);
        QCOMPARE(model.index(0, TestsModel::Prompt).data().toString(), QStringLiteral("64 tokens"));
    }

    void whatAnswersAreAskedForAndTheSeedAreInTheFacts()
    {
        const Suite suite = parseSuite("suite: S\nseed: 7\nignore_eos: true\nmin_tokens: 3\ntests:\n"
                                       "  - {name: A, prompt: Hi, max_tokens: 5, key_metric: prefill}\n",
                                       QStringLiteral("t.yaml"))
                                .value();
        const QString facts = factsLine(suite);
        for (const char *fact : {"answers of full length", "answers of at least 3 tokens", "seed 7"})
            QVERIFY2(facts.contains(QLatin1String(fact)), qPrintable(facts));
        QCOMPARE(metricTitle(suite.tests[0].keyMetric), QStringLiteral("Prefill rate"));
    }
};

}

QTEST_MAIN(streamgauge::TestSuiteFacts)

#include "tst_suitefacts.moc"
