// SPDX-License-Identifier: Apache-2.0
#include "report/pptxslide.h"
#include "report/slidetables.h"

#include <QRegularExpression>
#include <QTest>

using namespace streamgauge;

namespace {

ReportTable tableOf(int columns, const QString &cell, const QString &name = QStringLiteral("Mistral-24B"))
{
    ReportTable table {
        .title = QStringLiteral("T"), .header = {QStringLiteral("Series")}, .rows = {}, .textColumns = 1};
    QStringList row {name};
    for (int i = 0; i < columns; ++i) {
        table.header.append(QStringLiteral("c%1").arg(i));
        row.append(cell);
    }
    table.rows = {row, row};
    table.rows[1][0] = name + QStringLiteral("2");
    return table;
}

}

class TestSlideTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFitsStaysWhole() { QCOMPARE(columnParts(tableOf(5, QStringLiteral("1.0"))).size(), 1u); }

    void wideTablesArePartedAndNameTheirRows()
    {
        const ReportTable table = tableOf(14, QStringLiteral("12.345"));
        const std::vector<ReportTable> parts = columnParts(table);
        QCOMPARE(parts.size(), 2u);
        QStringList columns;
        for (const ReportTable &part : parts) {
            QCOMPARE(part.header.first(), QStringLiteral("Series"));
            QCOMPARE(part.rows.at(1).first(), QStringLiteral("Mistral-24B2"));
            QCOMPARE(part.rows.at(0).size(), part.header.size());
            QVERIFY(lettersOf(part) <= lettersOfSlide);
            columns += part.header.mid(1);
        }
        QVERIFY(std::abs(parts[0].header.size() - parts[1].header.size()) <= 1);
        QCOMPARE(columns, table.header.mid(1)); // each once, in their order
    }

    void aColumnTooWideStandsAlone()
    {
        const std::vector<ReportTable> parts = columnParts(tableOf(3, QString(200, u'x')));
        QCOMPARE(parts.size(), 3u);
        for (const ReportTable &part : parts)
            QCOMPARE(part.header.size(), 2);
    }

    void longNamesAreShortenedInTheirMiddle()
    {
        const QString name = QStringLiteral("RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4 at noon");
        const ReportTable table = withShortNames(tableOf(2, QStringLiteral("1"), name));
        QCOMPARE(table.rows[0][0].size(), 34);
        QVERIFY(table.rows[0][0].startsWith(u"RedHatAI/") && table.rows[0][0].endsWith(u"at noon"));
        QVERIFY(table.rows[0][0] != table.rows[1][0]);
    }

    void namesThatWouldBecomeAlikeStay()
    {
        ReportTable table = tableOf(1, QStringLiteral("1"));
        const QString ends(40, u'a');
        table.rows[0][0] = ends + u'1' + ends;
        table.rows[1][0] = ends + u'2' + ends;
        const ReportTable shown = withShortNames(table);
        QCOMPARE(shown.rows[0][0], table.rows[0][0]);
        QVERIFY(shown.rows[0][0] != shown.rows[1][0]);
    }

    void typeIsNeverBelowTenPoints()
    {
        Slide slide;
        slide.title = QStringLiteral("T");
        slide.table = tableOf(9, QString(30, u'x'));
        const QString xml = QString::fromUtf8(slideXml(slide));
        static const QRegularExpression size(QStringLiteral("sz=.([0-9]+)"));
        auto matches = size.globalMatch(xml);
        QVERIFY(matches.hasNext());
        while (matches.hasNext())
            QVERIFY(matches.next().captured(1).toInt() >= 1000);
    }
};

QTEST_GUILESS_MAIN(TestSlideTables)

#include "tst_slidetables.moc"
