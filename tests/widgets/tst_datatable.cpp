// SPDX-License-Identifier: Apache-2.0
#include "table/datatable.h"
#include "table/datatablemodel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTest>

namespace streamgauge {

namespace {

TableCell cell(const QString &value, const QString &note = {})
{
    TableCell result;
    result.value = value;
    result.note = note;
    return result;
}

TableData table()
{
    TableData data;
    data.corner = QStringLiteral("Model");
    data.columns = {{QStringLiteral("TTFT"), QStringLiteral("s"), false}, {QStringLiteral("TPS"), {}, false}};
    TableRow section;
    section.section = true;
    section.title = QStringLiteral("All");
    TableRow first;
    first.title = QStringLiteral("Mistral\t24B");
    first.cells = {cell(QStringLiteral("0.138")), cell(QStringLiteral("9.8"))};
    TableRow second;
    second.title = QStringLiteral("Qwen");
    second.cells = {cell(QStringLiteral("0.169"), QStringLiteral("22 % slower")), cell(QStringLiteral("8.2"))};
    data.rows = {section, first, second};
    return data;
}

}

class TestDataTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sheetsGetACellForEachValueAndNote()
    {
        QCOMPARE(toTsv(table()),
                 QStringLiteral("Model\tTTFT (s)\tTTFT against the baseline\tTPS\n"
                                "All\n"
                                "Mistral 24B\t0.138\t\t9.8\n"
                                "Qwen\t0.169\t22 % slower\t8.2\n"));
    }

    void documentsGetTheSameCells()
    {
        TableData data = table();
        data.rows[2].title = QStringLiteral("<Qwen> & Co");
        QCOMPARE(toHtml(data),
                 QStringLiteral("<table>\n"
                                "<tr><th>Model</th><th align=\"right\">TTFT (s)</th>"
                                "<th align=\"right\">TTFT against the baseline</th><th align=\"right\">TPS</th></tr>\n"
                                "<tr><td>All</td></tr>\n"
                                "<tr><td>Mistral 24B</td><td align=\"right\">0.138</td><td align=\"right\"></td>"
                                "<td align=\"right\">9.8</td></tr>\n"
                                "<tr><td>&lt;Qwen&gt; &amp; Co</td><td align=\"right\">0.169</td>"
                                "<td align=\"right\">22 % slower</td><td align=\"right\">8.2</td></tr>\n"
                                "</table>\n"));
    }

    void theModelHoldsTogether()
    {
        DataTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setTable(table());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("0.169, 22 % slower"));
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    }

    void allRowsShowAndColumnsShareTheWidth()
    {
        DataTable view;
        view.resize(800, 100);
        view.setTable(table());
        view.show();
        QCOMPARE(view.verticalScrollBar()->maximum(), 0);
        QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
        const int used = view.verticalHeader()->width() + view.columnWidth(0) + view.columnWidth(1);
        QCOMPARE(used, view.width());
    }

    void tooNarrowForItsColumnsItScrollsAndRowTitlesStay()
    {
        DataTable view;
        view.resize(260, 100);
        view.setTable(table());
        view.show();
        QVERIFY(view.horizontalScrollBar()->maximum() > 0);
        view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->maximum());
        QCOMPARE(view.verticalHeader()->x(), 0);
    }

    void copyTakesTheSelectedCells()
    {
        DataTable view;
        view.setTable(table());
        view.show();
        view.selectionModel()->select(view.model()->index(1, 0), QItemSelectionModel::Select);
        view.selectionModel()->select(view.model()->index(1, 1), QItemSelectionModel::Select);
        view.selectionModel()->select(view.model()->index(2, 1), QItemSelectionModel::Select);
        QTest::keySequence(&view, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("0.138\t9.8\n8.2"));
    }
};

}

QTEST_MAIN(streamgauge::TestDataTable)

#include "tst_datatable.moc"
