// SPDX-License-Identifier: Apache-2.0
#include "tray/seriestray.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

namespace streamgauge {

namespace {

std::vector<ChipData> chips(const QStringList &labels)
{
    std::vector<ChipData> result;
    for (const QString &label : labels) {
        ChipData chip;
        chip.label = label;
        chip.detail = QStringLiteral("dual");
        chip.color = Qt::blue;
        chip.baseline = result.empty();
        result.push_back(chip);
    }
    return result;
}

const QStringList three {QStringLiteral("Mistral"), QStringLiteral("Qwen"), QStringLiteral("GPT")};

/// A tray that does what it asks for, as its owner would.
struct Owner
{
    SeriesTray tray;
    std::vector<ChipData> data = chips(three);

    Owner()
    {
        tray.resize(900, 40);
        tray.setChips(data);
        tray.show();
        QObject::connect(&tray, &SeriesTray::moveRequested, &tray, [this](int from, int to) {
            const ChipData moved = data[std::size_t(from)];
            data.erase(data.begin() + from);
            data.insert(data.begin() + to, moved);
            tray.setChips(data);
        });
    }

    QStringList labels() const
    {
        QStringList all;
        for (const ChipData &chip : data)
            all << chip.label;
        return all;
    }
};

}

class TestSeriesTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void starAndCrossAskForBaselineAndRemoval()
    {
        Owner owner;
        QSignalSpy baselines(&owner.tray, &SeriesTray::baselineRequested);
        QSignalSpy removals(&owner.tray, &SeriesTray::removeRequested);
        SeriesChip *qwen = owner.tray.chip(1);
        QTest::mouseClick(qwen, Qt::LeftButton, {}, qwen->starRect().center());
        QTest::mouseClick(qwen, Qt::LeftButton, {}, qwen->removeRect().center());
        QCOMPARE(baselines.size(), 1);
        QCOMPARE(baselines[0][0].toInt(), 1);
        QCOMPARE(removals.size(), 1);
        QCOMPARE(removals[0][0].toInt(), 1);
    }

    void draggingAChipPastAnotherReordersThem()
    {
        Owner owner;
        SeriesChip *first = owner.tray.chip(0);
        const QPoint start(60, 16);
        const QPoint end = first->mapFrom(&owner.tray, owner.tray.chip(1)->geometry().center() + QPoint(30, 0));
        QTest::mousePress(first, Qt::LeftButton, {}, start);
        QTest::mouseMove(first, start + QPoint(40, 0));
        QTest::mouseMove(first, end - QPoint(40, 0));
        QTest::mouseRelease(first, Qt::LeftButton, {}, start);
        QCOMPARE(owner.labels(),
                 (QStringList {QStringLiteral("Qwen"), QStringLiteral("Mistral"), QStringLiteral("GPT")}));
    }

    void escapeEndsADragWithoutChange()
    {
        Owner owner;
        SeriesChip *first = owner.tray.chip(0);
        const QRect before = first->geometry();
        QTest::mousePress(first, Qt::LeftButton, {}, QPoint(60, 16));
        QTest::mouseMove(first, QPoint(300, 16));
        QTest::keyClick(first, Qt::Key_Escape);
        QTest::mouseRelease(first, Qt::LeftButton, {}, QPoint(60, 16));
        QCOMPARE(owner.labels(), three);
        QCOMPARE(first->geometry(), before);
    }

    void everythingWorksByKeyboard()
    {
        Owner owner;
        QVERIFY(QTest::qWaitForWindowExposed(&owner.tray));
        owner.tray.activateWindow();
        QSignalSpy baselines(&owner.tray, &SeriesTray::baselineRequested);
        QSignalSpy removals(&owner.tray, &SeriesTray::removeRequested);
        owner.tray.chip(0)->setFocus();
        QTest::keyClick(owner.tray.chip(0), Qt::Key_Right);
        QTRY_VERIFY(owner.tray.chip(1)->hasFocus());
        QTest::keyClick(owner.tray.chip(1), Qt::Key_Return);
        QCOMPARE(baselines.takeFirst()[0].toInt(), 1);
        QTest::keyClick(owner.tray.chip(1), Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(owner.labels(),
                 (QStringList {QStringLiteral("Mistral"), QStringLiteral("GPT"), QStringLiteral("Qwen")}));
        QVERIFY(owner.tray.chip(2)->hasFocus());
        QTest::keyClick(owner.tray.chip(2), Qt::Key_Delete);
        QCOMPARE(removals.takeFirst()[0].toInt(), 2);
    }

    void whatIsDroppedComesWithItsPlace()
    {
        Owner owner;
        owner.tray.setAcceptor([](const QMimeData &data) { return data.hasFormat(QStringLiteral("x/runs")); });
        int at = -1;
        QByteArray dropped;
        connect(&owner.tray, &SeriesTray::dataDropped, &owner.tray, [&](const QMimeData *data, int index) {
            at = index;
            dropped = data->data(QStringLiteral("x/runs"));
        });
        QMimeData data;
        data.setData(QStringLiteral("x/runs"), "a run");
        const QPoint place(owner.tray.chip(1)->geometry().left() + 4, 16);
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&owner.tray, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&owner.tray, &drop);
        QCOMPARE(at, 1);
        QCOMPARE(dropped, QByteArray("a run"));

        QMimeData other;
        other.setText(QStringLiteral("hello"));
        QDragEnterEvent refused(place, Qt::CopyAction, &other, Qt::LeftButton, {});
        QApplication::sendEvent(&owner.tray, &refused);
        QVERIFY(!refused.isAccepted());
    }

    void chipsWrapInsteadOfBeingCut()
    {
        Owner owner;
        const int wide = owner.tray.heightForWidth(900);
        const int narrow = owner.tray.heightForWidth(300);
        QVERIFY(narrow > wide);
        owner.tray.resize(300, narrow);
        for (std::size_t i = 0; i < owner.tray.count(); ++i)
            QVERIFY(owner.tray.rect().contains(owner.tray.chip(i)->geometry()));
    }
};

}

QTEST_MAIN(streamgauge::TestSeriesTray)

#include "tst_seriestray.moc"
