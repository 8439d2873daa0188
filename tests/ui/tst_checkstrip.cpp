// SPDX-License-Identifier: Apache-2.0
#include "checks/checkrow.h"
#include "checks/checkstrip.h"
#include "referenceruns.h"
#include "runrecords.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace streamgauge;

namespace {

std::vector<CheckFinding> referenceFindings()
{
    return checkFindings({summarizeSeries(referenceRun(QStringLiteral("Llama-70B")), 0),
                          summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0)});
}

CheckFinding hostile()
{
    return {.id = QStringLiteral("failures"),
            .level = CheckLevel::Error,
            .messages = {{QStringLiteral("<b>x</b>"), CheckLevel::Error, QStringLiteral("<img src=x>").repeated(40)}},
            .advice = QStringLiteral("Do <i>this</i>.")};
}

}

class TestCheckStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutFindingsItIsHidden()
    {
        CheckStrip strip;
        strip.setFindings({});
        QVERIFY(strip.isHidden());
        strip.setFindings(referenceFindings());
        QVERIFY(!strip.isHidden());
        strip.setFindings({});
        QVERIFY(strip.isHidden());
        QVERIFY(strip.rows().empty());
    }

    void theNamesOfManySeriesLeaveRoomForWhatWasFound()
    {
        CheckFinding finding = hostile();
        const auto first = [&] {
            const CheckRow row(finding);
            QStringList texts;
            for (const QLabel *label : row.findChildren<QLabel *>())
                texts.append(label->text());
            return texts;
        };
        finding.messages = {{QStringLiteral("A"), CheckLevel::Error, QStringLiteral("1 failed.")},
                            {QStringLiteral("B"), CheckLevel::Error, QStringLiteral("2 failed.")}};
        QVERIFY2(first().contains(QStringLiteral("A, B. A: 1 failed.")), qPrintable(first().join(u'|')));
        finding.messages[1].series = QStringLiteral("RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4");
        QVERIFY2(first().contains(QStringLiteral("2 series. A: 1 failed.")), qPrintable(first().join(u'|')));
    }

    void whatWarnsIsShownAndTheRestOnRequest()
    {
        CheckStrip strip;
        strip.setFindings(referenceFindings());
        strip.show();
        for (const CheckRow *row : strip.rows())
            QCOMPARE(row->isVisible(), row->finding().level != CheckLevel::Info);
        strip.moreButton()->click();
        for (const CheckRow *row : strip.rows())
            QVERIFY(row->isVisible());
        strip.moreButton()->click();
        QVERIFY(!strip.rows().back()->isVisible());
    }

    void aRowOpensByMouseAndByKey()
    {
        CheckStrip strip;
        strip.setFindings(referenceFindings());
        strip.show();
        CheckRow *row = strip.rows().front();
        QTest::mouseClick(row, Qt::LeftButton);
        QVERIFY(row->isOpen());
        QTest::keyClick(row, Qt::Key_Space);
        QVERIFY(!row->isOpen());
    }

    void aRowSaysLevelNumbersAndAdvice()
    {
        CheckStrip strip;
        strip.setFindings(referenceFindings());
        const QString name = strip.rows().front()->accessibleName();
        QVERIFY(name.startsWith(QStringLiteral("Failed: Token evidence.")));
        QVERIFY(name.contains(QStringLiteral("569 tokens")) && name.contains(QStringLiteral("→ Do not quote TPS")));
        QCOMPARE(strip.rows().front()->toolTip(), referenceFindings().front().advice);
    }

    void longAndForeignTextNeitherWidensNorFormats()
    {
        CheckStrip strip;
        strip.setFindings({hostile()});
        strip.resize(600, 200);
        strip.show();
        QVERIFY(strip.minimumSizeHint().width() < 600);
        QTest::mouseClick(strip.rows().front(), Qt::LeftButton);
        QVERIFY(strip.minimumSizeHint().width() < 600);
        for (const QLabel *label : strip.findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'), qPrintable(label->text()));
    }
};

QTEST_MAIN(TestCheckStrip)

#include "tst_checkstrip.moc"
