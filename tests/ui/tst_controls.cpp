// SPDX-License-Identifier: Apache-2.0
#include "controls/buttons.h"
#include "controls/elidedlabel.h"
#include "controls/notice.h"
#include "controls/remarklist.h"
#include "controls/segmentedcontrol.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

namespace streamgauge {

class TestControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSegmentIsChosenWithTheArrowKeys()
    {
        SegmentedControl control(
            {QStringLiteral("One by one"), QStringLiteral("Together"), QStringLiteral("Interference")});
        control.show();
        QVERIFY(QTest::qWaitForWindowExposed(&control));
        control.setFocus();
        const QSignalSpy changed(&control, &SegmentedControl::currentIndexChanged);

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);

        QCOMPARE(control.currentIndex(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toInt(), 1);
    }

    void manyRemarksAreShownOnDemand()
    {
        RemarkList list(QStringLiteral("During the run"));
        QVERIFY(list.isHidden());
        QStringList remarks;
        for (int i = 1; i <= 5; ++i)
            remarks.append(QStringLiteral("Remark %1.").arg(i));
        list.setRemarks(remarks.first(4));
        list.show();
        auto *more = list.findChild<QPushButton *>();
        const auto last = [&] { return list.findChildren<QLabel *>().last()->text(); };
        QVERIFY(!more->isVisible()); // a button would take as much room
        QVERIFY(last() == QStringLiteral("Remark 4."));

        list.setRemarks(remarks);
        QVERIFY(last() == QStringLiteral("Remark 3."));
        QCOMPARE(more->text(), QStringLiteral("Show 2 more"));
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(last() == QStringLiteral("Remark 5."));
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(last() == QStringLiteral("Remark 3."));

        list.setRemarks({});
        QVERIFY(list.isHidden());
    }

    void aNoticeShowsMarkupOfAServerAsText()
    {
        Notice notice;

        notice.say(Notice::Level::Error, QStringLiteral("<b>500</b> & more"), QStringLiteral("Failed."));

        QCOMPARE(notice.text(), QStringLiteral("Failed. <b>500</b> & more"));
        QVERIFY(notice.findChild<QLabel *>()->text().contains(QLatin1String("&lt;b&gt;500")));
    }

    void aNoticesActionIsReported()
    {
        Notice notice(Notice::Level::Warning, QStringLiteral("The file is broken."));
        notice.setAction(QStringLiteral("Open it"));
        const QSignalSpy triggered(&notice, &Notice::actionTriggered);

        QTest::mouseClick(notice.findChild<QPushButton *>(), Qt::LeftButton);

        QCOMPARE(triggered.size(), 1);
    }

    void anElidedLabelDoesNotWidenItsLayoutAndTellsAllInItsToolTip()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *label = new ElidedLabel(QString(400, QLatin1Char('x')));
        column->addWidget(label);
        window.resize(200, 50);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        QCOMPARE(window.width(), 200);
        QCOMPARE(label->toolTip(), label->text());
    }

    void aShortcutClicksItsButtonAndIsShown()
    {
        QWidget window;
        QPushButton *button = primaryButton(QStringLiteral("Run Suite"), &window);
        addShortcut(button, Qt::CTRL | Qt::Key_R, QStringLiteral("Run the suite"));
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QSignalSpy clicked(button, &QPushButton::clicked);

        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);

        QCOMPARE(clicked.size(), 1);
        QVERIFY(button->toolTip().contains(QLatin1String("Ctrl+R")));
    }
};

}

QTEST_MAIN(streamgauge::TestControls)

#include "tst_controls.moc"
