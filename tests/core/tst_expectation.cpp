// SPDX-License-Identifier: Apache-2.0
#include "suite/expectation.h"

#include <QTest>

using namespace streamgauge;

namespace {

const double none = -1000;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

}

class TestExpectation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleWrite_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<double>("atLeast");
        QTest::addColumn<double>("atMost");
        QTest::addColumn<QString>("over");
        const auto row = [](const char *sentence, const char *metric, double atLeast, double atMost,
                            const char *over = "") {
            QTest::newRow(sentence) << text(sentence) << text(metric) << atLeast << atMost << text(over);
        };
        row("TPS 12..15", "tps", 12, 15);
        row("TPS 12–15", "tps", 12, 15);
        row("tps: 12-15", "tps", 12, 15);
        row("12 – 15 TPS", "tps", 12, 15);
        row("TTFT < 0.14 s", "ttft", none, 0.14);
        row("TTFT ≤ 140ms", "ttft", none, 0.14);
        row("TTFT 100..300ms", "ttft", 0.1, 0.3);
        row("TTFT 0.1s-0.3s", "ttft", 0.1, 0.3);
        row("Total Time <2m", "total_time", none, 120);
        row("total_time >= 1s", "total_time", 1, none);
        row("TPS > 12", "tps", 12, none);
        row("+20–40 % TPS over Mistral-24B", "tps", 20, 40, "Mistral-24B");
        row("TPS +20..+40% over Mistral-24B", "tps", 20, 40, "Mistral-24B");
        row("TPS > -5 % over baseline", "tps", -5, none, "baseline");
        row("TTFT −20..−40 % over A model over there", "ttft", -40, -20, "A model over there");
        row("TTFT < -10 % over TPS-Model", "ttft", none, -10, "TPS-Model");
    }

    void readsWhatPeopleWrite()
    {
        QFETCH(QString, sentence);
        QFETCH(QString, metric);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        QFETCH(QString, over);
        const auto read = parseExpectation(sentence);
        QVERIFY2(read, read ? "" : qPrintable(read.error()));
        QCOMPARE(read->metric, metric);
        QCOMPARE(read->atLeast.value_or(none), atLeast);
        QCOMPARE(read->atMost.value_or(none), atMost);
        QCOMPARE(read->over, over);
        const auto again = parseExpectation(expectationText(*read));
        QVERIFY2(again, qPrintable(expectationText(*read)));
        QVERIFY(*again == *read);
    }

    void saysWhatItCannotRead_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *sentence, const char *problem) {
            QTest::newRow(sentence) << text(sentence) << text(problem);
        };
        row("", "names none of TTFT");
        row("12..15", "names none of TTFT");
        row("TPS", "cannot read");
        row("TPS fast", "cannot read");
        row("TPS 12", "cannot read");
        row("TPS 15..12", "begins above its end");
        row("TPS -3..4", "cannot read");
        row("TPS ..4", "cannot read");
        row("TPS nan..inf", "cannot read");
        row("TTFT < 0.14", "cannot read");
        row("TTFT < 99h", "cannot read");
        row("TPS +20..40%", "is a change; say of what");
        row("TPS 12..15 over Mistral-24B", "needs a change in percent");
        row("TPS +x..40% over Mistral-24B", "cannot read");
    }

    void saysWhatItCannotRead()
    {
        QFETCH(QString, sentence);
        QFETCH(QString, problem);
        const auto read = parseExpectation(sentence);
        QVERIFY(!read);
        QVERIFY2(read.error().contains(problem), qPrintable(read.error()));
    }

    void theMoreSpecialOneCounts()
    {
        const std::vector<Expectation> suite {*parseExpectation(text("TPS 12..15")),
                                              *parseExpectation(text("TTFT < 1s"))};
        const std::vector<Expectation> endpoint {*parseExpectation(text("TPS > 20")),
                                                 *parseExpectation(text("TTFT < -5% over baseline"))};
        const auto all = withOverrides(suite, endpoint);
        QCOMPARE(all.size(), 3u);
        QVERIFY(all[0] == suite[1]);
        QVERIFY(all[1] == endpoint[0]);
        QVERIFY(all[2] == endpoint[1]);
    }
};

QTEST_GUILESS_MAIN(TestExpectation)

#include "tst_expectation.moc"
