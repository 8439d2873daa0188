// SPDX-License-Identifier: Apache-2.0
#include "compare/comparisonfiles.h"
#include "comparefixture.h"
#include "controls/textdialog.h"
#include "figure/figureseries.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

namespace streamgauge {

namespace {

struct Fixture : CompareFixture
{
    QString file = dir.filePath(QStringLiteral("Spark.comparison.yaml"));

    QString shownName()
    {
        for (const QPushButton *button : page.findChildren<QPushButton *>())
            if (button->accessibleName().startsWith(u"Comparison"))
                return button->text();
        qFatal("there is no button for comparisons");
    }
    void save(const QByteArray &yaml)
    {
        QFile target(file);
        if (!target.open(QIODevice::WriteOnly) || target.write(yaml) != yaml.size())
            qFatal("the comparison cannot be written");
    }
    /// Answers the dialog that is open.
    void answer(const QString &text)
    {
        TextDialog *dialog = page.findChild<TextDialog *>();
        if (!dialog)
            qFatal("no dialog is open");
        dialog->setText(text);
        dialog->accept();
    }
};

}

class TestComparisonFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aSeriesIsRenamedAndKeepsItsColour()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.read());
        const QColor before = figureSeries(fixture.comparison(), currentTheme())[0].paint.color;
        QTest::keyClick(fixture.tray()->chip(0), Qt::Key_F2);
        const TextDialog *dialog = fixture.page.findChild<TextDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(qobject_cast<QLineEdit *>(dialog->focusWidget()));
        fixture.answer(QStringLiteral("Ours"));
        QCOMPARE(fixture.labels(), (QStringList {QStringLiteral("Ours"), qwen}));
        QCOMPARE(fixture.tray()->chip(0)->data().label, QStringLiteral("Ours"));
        QCOMPARE(figureSeries(fixture.comparison(), currentTheme())[0].paint.color, before);

        Q_EMIT fixture.tray()->renameRequested(0);
        fixture.answer({});
        QTRY_COMPARE(fixture.labels(), (QStringList {mistral, qwen}));
    }

    void aSeriesIsRecoloured()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.read());
        Q_EMIT fixture.tray()->colorRequested(1, QStringLiteral("4"));
        QCOMPARE(figureSeries(fixture.comparison(), currentTheme())[1].paint.color, currentTheme().series.at(3));
        QCOMPARE(fixture.tray()->chip(1)->data().color, currentTheme().series.at(3));
    }

    void aHiddenSeriesIsNotComparedAndComesBack()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one, fixture.two});
        QVERIFY(fixture.read());
        QTest::keyClick(fixture.tray()->chip(0), Qt::Key_H);
        QCOMPARE(fixture.labels(), (QStringList {mistral, qwen}));
        QCOMPARE(fixture.tray()->count(), 3u);
        QVERIFY(fixture.tray()->chip(0)->data().hidden);
        QVERIFY(fixture.tray()->chip(1)->data().baseline); // the first that is shown
        QTest::keyClick(fixture.tray()->chip(0), Qt::Key_Return);
        QCOMPARE(fixture.labels(), (QStringList {llama, mistral, qwen}));
        QVERIFY(fixture.tray()->chip(0)->data().baseline);
    }

    void expectationsAreTypedIn()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.read());
        Q_EMIT fixture.tray()->expectationsRequested(0);
        TextDialog *dialog = fixture.page.findChild<TextDialog *>();
        dialog->setText(QStringLiteral("TPS 12..15\nTTFT quick"));
        const auto isEnabled = [&] {
            for (const QPushButton *button : dialog->findChildren<QPushButton *>())
                if (button->text() == u"OK")
                    return button->isEnabled();
            return false;
        };
        QVERIFY(!isEnabled());
        dialog->setText(QStringLiteral("TPS 12..15\n\n+20–40 % TPS over Qwen3-32B"));
        QVERIFY(isEnabled());
        dialog->accept();
        const auto expected = fixture.comparison().series[0].expectations;
        QCOMPARE(expected.size(), 2u);
        QCOMPARE(expected[1].over, qwen);
        QVERIFY(expected[1].source == ExpectationSource::Comparison);
    }

    void aComparisonOpensAsItWasSaved()
    {
        Fixture fixture;
        fixture.save("comparison: 1\nwith_cold: true\nseries:\n"
                     "  - {run: two.run.jsonl, endpoint: 1, label: Ours, color: '5'}\n"
                     "  - {run: one.run.jsonl, hidden: true}\n"
                     "  - {run: two.run.jsonl, endpoint: 0, baseline: true}\n");
        fixture.page.openRuns({fixture.file});
        QVERIFY(fixture.read());
        QCOMPARE(fixture.labels(), (QStringList {QStringLiteral("Ours"), mistral}));
        QCOMPARE(fixture.comparison().baseline.value(), 1u);
        QVERIFY(fixture.comparison().cold == ColdRequests::Included);
        QCOMPARE(fixture.shownName(), QStringLiteral("Spark"));

        QTest::keyClick(fixture.tray()->chip(0), Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(fixture.shownName(), QStringLiteral("Spark •"));
        fixture.page.findChild<ComparisonFiles *>()->save();
        QCOMPARE(fixture.shownName(), QStringLiteral("Spark"));
        QVERIFY(fixture.notice()->text().contains(fixture.file));
        const auto saved = loadComparison(fixture.file);
        QVERIFY(saved);
        QCOMPARE(saved->series.size(), 3u);
        QVERIFY(saved->series[0].choice.hidden);
        QCOMPARE(saved->series[1].choice.label, QStringLiteral("Ours"));
        QCOMPARE(saved->baseline.value(), 2u);
    }

    void aDroppedComparisonIsOpened()
    {
        Fixture fixture;
        fixture.save("comparison: 1\nseries:\n  - {run: one.run.jsonl, label: Ours}\n");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(fixture.file)});
        QDragEnterEvent enter({2, 16}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(fixture.tray(), &enter); // goes up to who takes it
        QVERIFY(enter.isAccepted());
        QDropEvent drop({2, 16}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&fixture.page, &drop);
        QVERIFY(fixture.read());
        QCOMPARE(fixture.labels(), QStringList {QStringLiteral("Ours")});
        QCOMPARE(fixture.shownName(), QStringLiteral("Spark"));
    }

    void anotherNameGetsTheEndingAndReplacesNothing()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one});
        QVERIFY(fixture.read());
        auto *files = fixture.page.findChild<ComparisonFiles *>();
        files->saveAs(fixture.dir.filePath(QStringLiteral("New.v2")));
        QVERIFY(loadComparison(fixture.dir.filePath(QStringLiteral("New.v2.comparison.yaml"))));
        fixture.save("mine\n");
        files->saveAs(fixture.dir.filePath(QStringLiteral("Spark")));
        QVERIFY(fixture.notice()->text().contains(QStringLiteral("exists already")));
        QFile kept(fixture.file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("mine\n"));
        files->saveAs(fixture.file); // by its whole name, about which the dialog asks
        QVERIFY(loadComparison(fixture.file));
    }

    void aRunThatIsGoneStaysInTheFile()
    {
        Fixture fixture;
        fixture.save("comparison: 1\nseries:\n  - {run: gone.run.jsonl, label: Ours}\n  - {run: one.run.jsonl}\n");
        fixture.page.openRuns({fixture.file});
        QVERIFY(fixture.read());
        QTRY_COMPARE(fixture.labels(), QStringList {llama});
        QVERIFY(fixture.notice()->text().contains(QStringLiteral("gone.run.jsonl")));
        QVERIFY(fixture.tray()->chip(0)->data().state == ChipData::State::Failed);
        fixture.page.findChild<ComparisonFiles *>()->save();
        const auto saved = loadComparison(fixture.file);
        QVERIFY(saved);
        QCOMPARE(saved->series.size(), 2u);
        QCOMPARE(saved->series[0].choice.label, QStringLiteral("Ours"));
    }

    void aFileThatIsNoComparisonIsRefused()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one});
        QVERIFY(fixture.read());
        fixture.save("comparison: 1\nseries:\n  - {label: Ours}\n");
        fixture.page.openRuns({fixture.file});
        QVERIFY(fixture.notice()->text().contains(QStringLiteral("Spark.comparison.yaml:3")));
        QCOMPARE(fixture.labels(), QStringList {llama}); // what was there stays
        QCOMPARE(fixture.shownName(), QStringLiteral("Comparison"));
    }
};

}

QTEST_MAIN(streamgauge::TestComparisonFiles)

#include "tst_comparisonfiles.moc"
