// SPDX-License-Identifier: Apache-2.0
#include "appsettings.h"
#include "checks/checkstrip.h"
#include "controls/emptystate.h"
#include "controls/remarklist.h"
#include "eventually.h"
#include "run/calibrationrow.h"
#include "run/endpointcard.h"
#include "run/problempanel.h"
#include "run/progresscard.h"
#include "run/resultcard.h"
#include "run/runoptionsbar.h"
#include "runfile/runreader.h"
#include "runpage.h"
#include "simulator/simulator.h"
#include "testwindow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace streamgauge;

namespace {

QPushButton *buttonNamed(QWidget &parent, const QString &text)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>())
        if (button->text() == text && button->isVisible())
            return button;
    return nullptr;
}

void click(QWidget &parent, const QString &text)
{
    QPushButton *button = buttonNamed(parent, text);
    QVERIFY2(button, qPrintable(text));
    QTest::mouseClick(button, Qt::LeftButton);
}

QSpinBox *field(QWidget &parent, const QString &name)
{
    for (QSpinBox *box : parent.findChildren<QSpinBox *>())
        if (box->accessibleName() == name)
            return box;
    return nullptr;
}

void type(QSpinBox *box, const QString &digits)
{
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, digits);
    QTest::keyClick(box, Qt::Key_Tab);
}

template<typename Part>
QString textOf(QWidget &page)
{
    QStringList texts;
    for (const QLabel *label : page.findChild<Part *>()->template findChildren<QLabel *>())
        texts.append(label->text());
    return texts.join(u'|');
}

Endpoint unreachable()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    Endpoint endpoint;
    endpoint.label = QStringLiteral("Nobody");
    endpoint.url = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());
    return endpoint; // the port is closed again
}

/// A page with simulated endpoints of the given speed, in a window that has the keyboard.
struct Fixture
{
    TestServices test;
    RunPage page {test.services};
    QSignalSpy saved {&page, &RunPage::runSaved};

    explicit Fixture(const QStringList &profiles, double speed = 1000)
    {
        std::vector<Endpoint> endpoints;
        for (const QString &profile : profiles)
            endpoints.push_back(*simulatedEndpoint(profile, speed));
        test.endpoints.addForSession(endpoints);
        page.resize(1090, 800);
        page.show();
        (void)QTest::qWaitForWindowActive(&page);
    }

    template<typename Part>
    Part *part()
    {
        return page.findChild<Part *>();
    }
};

const QString mistral = QStringLiteral("mistral-24b");
const QString qwen = QStringLiteral("qwen3-32b");

}

class TestRunPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QFile::remove(AppSettings::path()); }

    void withoutEndpointsItOffersSimulatedOnes()
    {
        Fixture fixture({});
        QVERIFY(fixture.part<EmptyState>()->isVisible());
        QVERIFY(!fixture.part<RunOptionsBar>()->isVisible());
        click(fixture.page, QStringLiteral("Use simulated endpoints"));
        QVERIFY(!fixture.part<EmptyState>()->isVisible());
        QCOMPARE(fixture.page.findChildren<EndpointCard *>().size(), simulatorProfiles().size());
        QVERIFY(fixture.part<RunOptionsBar>()->isVisible());
    }

    void withNothingSelectedRunSuiteSaysWhyItIsOff()
    {
        Fixture fixture({mistral, qwen});
        QPushButton *run = buttonNamed(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(run->isEnabled());
        QCOMPARE(run->accessibleDescription(), QStringLiteral("32 requests on 2 endpoints"));
        for (EndpointCard *card : fixture.page.findChildren<EndpointCard *>())
            QTest::mouseClick(card, Qt::LeftButton);
        QVERIFY(!run->isEnabled());
        QCOMPARE(run->accessibleDescription(), QStringLiteral("Select at least one endpoint"));
        QTest::keyClick(fixture.page.findChildren<EndpointCard *>().first(), Qt::Key_Space);
        QVERIFY(run->isEnabled());
    }

    void runSuiteMeasuresWithTheChosenOptionsAndSaves()
    {
        Fixture fixture({mistral, qwen});
        type(field(fixture.page, QStringLiteral("Repetitions")), QStringLiteral("2"));
        type(field(fixture.page, QStringLiteral("Warm-up")), QStringLiteral("0"));
        fixture.page.findChild<QComboBox *>(QStringLiteral("order"))->setCurrentIndex(1);
        QTest::keyClick(&fixture.page, Qt::Key_R, Qt::ControlModifier);
        QVERIFY(fixture.part<ProgressCard>()->isVisible());
        QVERIFY(eventually([&] { return !fixture.saved.isEmpty(); }));

        const auto run = readRun(fixture.saved.first().first().toString());
        QVERIFY2(run, qPrintable(run ? QString() : run.error().toString()));
        QVERIFY2(run->remarks.isEmpty(), qPrintable(run->remarks.join(QLatin1Char('\n'))));
        QCOMPARE(run->requests.size(), 5U * 2U * 2U);
        QVERIFY(run->header.order == Order::Together);
        QVERIFY(run->header.simulated);
        QVERIFY(run->end && run->end->outcome == Outcome::Completed);
        QVERIFY(std::ranges::all_of(run->requests, &RequestRecord::completed));

        QVERIFY(fixture.part<ResultCard>()->isVisible());
        QVERIFY(!fixture.part<ProgressCard>()->isVisible());
        const QSignalSpy compare(&fixture.page, &RunPage::compareRequested);
        click(fixture.page, QStringLiteral("Compare"));
        QCOMPARE(compare.first().first().toStringList(), QStringList {fixture.saved.first().first().toString()});
    }

    void aRunCanBeRepeatedAndTheSetUpChanged()
    {
        Fixture fixture({mistral});
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(eventually([&] { return fixture.saved.size() == 1; }));
        click(fixture.page, QStringLiteral("Run again"));
        QVERIFY(eventually([&] { return fixture.saved.size() == 2; }));
        QVERIFY(fixture.saved[0].first() != fixture.saved[1].first());
        click(fixture.page, QStringLiteral("Change set-up"));
        QVERIFY(fixture.part<RunOptionsBar>()->isVisible());
        QVERIFY(!fixture.part<ResultCard>()->isVisible());
    }

    void stopKeepsWhatWasMeasured()
    {
        Fixture fixture({mistral}, 20);
        QSignalSpy snapshots(&fixture.test.controller, &RunController::snapshotChanged);
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(eventually([&] {
            return !snapshots.isEmpty() && snapshots.last().first().value<LiveSnapshot>().requestsFinished > 0;
        }));
        QTest::keyClick(&fixture.page, Qt::Key_Escape);
        QVERIFY(eventually([&] { return !fixture.saved.isEmpty(); }));
        const auto run = readRun(fixture.saved.first().first().toString());
        QVERIFY(run && run->end);
        QVERIFY(run->end->outcome == Outcome::Cancelled);
        QVERIFY(!run->requests.empty());
        QVERIFY(fixture.part<ResultCard>()->isVisible());
    }

    void anUnreachableEndpointIsToldBeforeAnythingIsMeasured()
    {
        Fixture fixture({mistral});
        QVERIFY(fixture.test.endpoints.append({unreachable()}));
        click(fixture.page, QStringLiteral("Run Suite"));
        auto *problem = fixture.part<ProblemPanel>();
        QVERIFY(eventually([&] { return problem->isVisible(); }));
        QVERIFY(problem->text().contains(QStringLiteral("Nobody cannot be measured")));
        QVERIFY(fixture.test.library.entries().empty());
        QCOMPARE(fixture.test.controller.state(), RunController::State::Idle);

        click(fixture.page, QStringLiteral("Run without it"));
        QVERIFY(eventually([&] { return !fixture.saved.isEmpty(); }));
        const auto run = readRun(fixture.saved.first().first().toString());
        QVERIFY(run);
        QCOMPARE(run->header.endpoints.size(), 1U);
        QCOMPARE(run->header.endpoints.front().label, QStringLiteral("Mistral-24B"));
    }

    void calibratingSaysHowRightTheTimesAre()
    {
        Fixture fixture({mistral});
        auto *row = fixture.part<CalibrationRow>();
        auto *bar = row->findChild<QProgressBar *>();
        QVERIFY(!bar->isVisible());
        const QSignalSpy moved(bar, &QProgressBar::valueChanged);
        click(fixture.page, QStringLiteral("Calibrate"));
        QVERIFY(bar->isVisible());
        QCOMPARE(row->text(), QStringLiteral("Calibrating with one stream…"));
        QVERIFY(eventually([&] { return !bar->isVisible(); }));
        QVERIFY2(row->text().startsWith(QStringLiteral("TTFT is right to ± ")), qPrintable(row->text()));
        QVERIFY2(row->text().contains(QStringLiteral("gaps between tokens to ± ")), qPrintable(row->text()));
        QVERIFY(moved.size() > 1);
        QVERIFY(fixture.test.library.entries().empty());
    }

    void aCalibrationCanBeCancelledAndARunEndsIt()
    {
        Fixture fixture({mistral});
        auto *row = fixture.part<CalibrationRow>();
        click(fixture.page, QStringLiteral("Calibrate"));
        click(fixture.page, QStringLiteral("Cancel"));
        QVERIFY(buttonNamed(fixture.page, QStringLiteral("Calibrate")));
        QVERIFY(row->text().contains(QStringLiteral("cancelled")));

        click(fixture.page, QStringLiteral("Calibrate"));
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(row->text().contains(QStringLiteral("cancelled")));
        QVERIFY(eventually([&] { return !fixture.saved.isEmpty(); }));
        const auto run = readRun(fixture.saved.first().first().toString());
        QVERIFY(run && !calibrationOf(*run));
    }

    void aRunThatIsCalibratedFirstKeepsItAndSaysSo()
    {
        Fixture fixture({mistral});
        fixture.part<CalibrationRow>()->findChild<QCheckBox *>()->setChecked(true);
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(eventually([&] { return textOf<ProgressCard>(fixture.page).contains(QStringLiteral("Calibrating")); }));
        QCOMPARE(fixture.test.controller.state(), RunController::State::Idle); // nothing is measured beside it
        QVERIFY(eventually([&] { return !fixture.saved.isEmpty(); }));

        const auto run = readRun(fixture.saved.first().first().toString());
        QVERIFY(run);
        const auto calibration = calibrationOf(*run);
        QVERIFY(calibration);
        QCOMPARE(calibration->streams, 1);
        auto *remarks = fixture.part<RemarkList>();
        QVERIFY(eventually([&] { return remarks->isVisible(); }));
        QVERIFY2(remarks->remarks().contains(QStringLiteral("By the calibration, %1.").arg(sentenceOf(*calibration))),
                 qPrintable(remarks->remarks().join(u'|')));
        QVERIFY(AppSettings().value(QStringLiteral("run/calibrate")).toBool());
    }

    void stopDuringTheCalibrationRunsNothing()
    {
        Fixture fixture({mistral});
        fixture.part<CalibrationRow>()->findChild<QCheckBox *>()->setChecked(true);
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(eventually([&] { return textOf<ProgressCard>(fixture.page).contains(QStringLiteral("Calibrating")); }));
        QTest::keyClick(&fixture.page, Qt::Key_Escape);
        QVERIFY(fixture.part<RunOptionsBar>()->isVisible());
        QVERIFY(fixture.test.library.entries().empty());
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(eventually([&] { return fixture.saved.size() == 1; }));
    }

    /// The smallest window is 1024 wide; the navigation takes 188, a scroll bar 10.
    void thePageFitsTheSmallestWindow()
    {
        constexpr int room = 1024 - 188 - 10;
        Fixture fixture({mistral, qwen});
        std::vector<Endpoint> more {*simulatedEndpoint(mistral, 1000)};
        more.front().label =
            QStringLiteral("RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4, eager, max_num_seqs 1");
        fixture.test.endpoints.addForSession(more);
        const auto width = [&] { return fixture.page.minimumSizeHint().width(); };
        QVERIFY2(width() <= room, qPrintable(QString::number(width())));
        click(fixture.page, QStringLiteral("Run Suite"));
        QVERIFY(eventually([&] { return fixture.test.controller.state() == RunController::State::Running; }));
        QVERIFY2(width() <= room, qPrintable(QString::number(width())));
        QVERIFY(eventually([&] { return !fixture.saved.isEmpty(); }));
        QVERIFY(eventually([&] { return fixture.part<CheckStrip>()->isVisible(); }));
        QVERIFY2(width() <= room, qPrintable(QString::number(width())));
    }

    void aRunFileThatCannotBeWrittenIsSaid()
    {
        Fixture fixture({mistral});
        const QString folder = fixture.test.library.folder();
        QDir(folder).removeRecursively();
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        click(fixture.page, QStringLiteral("Run Suite"));
        auto *problem = fixture.part<ProblemPanel>();
        QVERIFY(eventually([&] { return problem->isVisible(); }));
        QVERIFY(problem->text().contains(QStringLiteral("The run could not start.")));
        QVERIFY(fixture.part<RunOptionsBar>()->isVisible());
    }
};

QTEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
