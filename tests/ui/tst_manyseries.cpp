// SPDX-License-Identifier: Apache-2.0
#include "compare/compareview.h"
#include "compare/judgement.h"
#include "eventually.h"
#include "runfiles.h"
#include "table/datatable.h"

#include <QLabel>
#include <QStandardPaths>
#include <QTest>

namespace streamgauge {

namespace {

Comparison manySeries(int count)
{
    const SeriesSummary one =
        summarize(referenceRunOf({QStringLiteral("Mistral-24B")}, QStringLiteral("Many"))).front();
    Comparison comparison {.series = {}, .baseline = 0};
    for (int i = 0; i < count; ++i) {
        comparison.series.push_back(one);
        comparison.series.back().label = QStringLiteral("Model %1").arg(i);
    }
    return comparison;
}

QStringList textsOf(const CompareView &view)
{
    QStringList texts;
    for (const QLabel *label : view.findChildren<QLabel *>())
        texts.append(label->text());
    return texts;
}

}

class TestManySeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void figuresStandWhileTheyAreJudged()
    {
        const Comparison comparison = manySeries(8);
        QVERIFY(!isJudgedAtOnce(comparison));
        const QString said = judge(comparison).finding;
        CompareView view;
        view.setComparison(comparison);
        QVERIFY(!textsOf(view).contains(said));
        QVERIFY(view.tablesAsTsv().contains(QStringLiteral("Model 7")));
        QTRY_VERIFY_WITH_TIMEOUT(textsOf(view).contains(said), 60'000);
    }

    void onlyTheLatestComparisonIsJudged()
    {
        const Comparison first = manySeries(8);
        const Comparison second = manySeries(1);
        CompareView view;
        view.setComparison(first);
        view.setComparison(second);
        const QString said = judge(second).finding;
        QVERIFY(isJudgedAtOnce(second));
        QVERIFY(textsOf(view).contains(said));
        view.setComparison(first); // after the second's, so that the first judgement of it has come and gone
        const QString saidOfFirst = judge(first).finding;
        QVERIFY(said != saidOfFirst);
        QTRY_VERIFY_WITH_TIMEOUT(textsOf(view).contains(saidOfFirst), 60'000);
    }

    void aViewMayGoWhileItIsJudged()
    {
        CompareView view;
        view.setComparison(manySeries(8));
    }
};

}

QTEST_MAIN(streamgauge::TestManySeries)

#include "tst_manyseries.moc"
