// SPDX-License-Identifier: Apache-2.0
#include "chart/speedtestchart.h"
#include "controls/notice.h"
#include "controls/page.h"
#include "eventually.h"
#include "run/answercard.h"
#include "run/endpointcard.h"
#include "run/failurepanel.h"
#include "run/livearea.h"
#include "run/livenumbers.h"
#include "run/problempanel.h"
#include "run/progresscard.h"
#include "run/resultcard.h"
#include "run/testlanes.h"
#include "runsamples.h"

#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace streamgauge;

namespace {

const QStringList models {QStringLiteral("Mistral-24B"), QStringLiteral("Qwen3-32B")};
const QStringList tests {QStringLiteral("Short Prompt"), QStringLiteral("Code Generation")};

QPushButton *buttonNamed(QWidget &parent, const QString &text)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

}

class TestRunParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCardIsTakenOutByClickAndInBySpace()
    {
        EndpointCard card;
        card.setEndpoint(samples::facts(models, tests).endpoints[0]);
        card.setChecked(true);
        card.resize(240, card.sizeHint().height());
        card.show();
        QTest::mouseClick(&card, Qt::LeftButton, {}, QPoint(card.width() / 2, card.height() - 6));
        QVERIFY(!card.isChecked());
        QTest::keyClick(&card, Qt::Key_Space);
        QVERIFY(card.isChecked());
    }

    void aCardSaysItsState_data()
    {
        QTest::addColumn<EndpointState>("state");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("words");
        QTest::newRow("ready") << EndpointState::Ready << QString() << QStringLiteral("ready");
        QTest::newRow("unreachable and why") << EndpointState::Unreachable << QStringLiteral("connection refused")
                                             << QStringLiteral("unreachable: connection refused");
    }
    void aCardSaysItsState()
    {
        QFETCH(EndpointState, state);
        QFETCH(QString, detail);
        QFETCH(QString, words);
        EndpointCard card;
        card.setEndpoint(samples::facts(models, tests).endpoints[0]);
        card.setStatus({.state = state, .detail = detail, .probe = {}});
        QVERIFY(card.accessibleDescription().contains(words));
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("127.0.0.1:8000")));
    }

    void aSimulatedEndpointIsMarkedWithItsSpeed()
    {
        RunFacts facts = samples::facts(models, tests);
        facts.endpoints[1].simulation = Simulation {.profile = QStringLiteral("qwen3-32b"), .speed = 10};
        EndpointCard card;
        card.setEndpoint(facts.endpoints[1]);
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("simulated 10×")));
        LiveNumbers numbers;
        numbers.setFacts(facts);
        QVERIFY(numbers.sentence(1).contains(QStringLiteral("simulated 10×")));
        QVERIFY(!numbers.sentence(0).contains(QStringLiteral("simulated")));
    }

    void lanesSayEveryCellAndArrowsWalkThroughThem()
    {
        TestLanes lanes;
        const RunFacts facts = samples::facts(models, tests);
        lanes.setFacts(facts);
        QCOMPARE(lanes.cellSentence(0, 0), QStringLiteral("Mistral-24B, Short Prompt: waiting"));
        LiveSnapshot snapshot = samples::halfway(facts);
        samples::fail(snapshot, 1, 1, QStringLiteral("http"), QStringLiteral("HTTP 500"));
        lanes.setSnapshot(snapshot);
        QCOMPARE(lanes.cellSentence(0, 1), QStringLiteral("Mistral-24B, Code Generation: done, 3 of 3"));
        QCOMPARE(lanes.cellSentence(1, 1),
                 QStringLiteral("Qwen3-32B, Code Generation: running, 2 of 3 done, 1 failed"));
        QVERIFY(lanes.accessibleDescription().contains(lanes.cellSentence(1, 1)));
    }

    void manyEndpointsAndTestsFitIntoTwoColumns()
    {
        QStringList many;
        for (int i = 1; i <= 8; ++i)
            many.append(QStringLiteral("A model with quite a long name, quantized %1").arg(i));
        QStringList manyTests;
        for (int i = 1; i <= 20; ++i)
            manyTests.append(QStringLiteral("Test %1").arg(i));
        TestLanes lanes;
        lanes.setFacts(samples::facts(many, manyTests));
        lanes.resize(1000, 100);
        lanes.show();
        QVERIFY(lanes.height() <= 120);
    }

    void theProgressCardCountsAndStopsByKey()
    {
        ProgressCard card;
        const RunFacts facts = samples::facts(models, tests);
        card.setFacts(facts);
        card.setPhase(RunSession::Phase::Running);
        const LiveSnapshot snapshot = samples::halfway(facts);
        card.setSnapshot(snapshot);
        auto *bar = card.findChild<QProgressBar *>();
        QCOMPARE(bar->maximum(), 12);
        QCOMPARE(bar->value(), static_cast<int>(snapshot.requestsFinished));
        card.show();
        QVERIFY(QTest::qWaitForWindowActive(&card));
        const QSignalSpy stops(&card, &ProgressCard::stopRequested);
        QTest::keyClick(&card, Qt::Key_Escape);
        QTest::keyClick(&card, Qt::Key_Period, Qt::ControlModifier);
        QCOMPARE(stops.count(), 2);
    }

    void failuresAreShownAtOnceAndListedOnDemand()
    {
        LiveArea view;
        const RunFacts facts = samples::facts(models, tests);
        view.setFacts(facts);
        view.show();
        LiveSnapshot snapshot = samples::halfway(facts);
        view.setSnapshot(snapshot);
        auto *panel = view.findChild<FailurePanel *>();
        QVERIFY(!panel->isVisible());
        samples::fail(snapshot, 1, 1, QStringLiteral("http"), QStringLiteral("HTTP 500: out of memory"));
        samples::fail(snapshot, 1, 1, QStringLiteral("stalled"), QStringLiteral("No token for 120 s"));
        view.setSnapshot(snapshot);
        QVERIFY(panel->isVisible());
        QVERIFY(panel->text().contains(QStringLiteral("2 requests failed: 1 × http, 1 × stalled")));
        QVERIFY(panel->text().contains(QStringLiteral("No token for 120 s")));
        auto *list = panel->findChild<QListWidget *>();
        QVERIFY(!list->isVisible());
        QTest::mouseClick(buttonNamed(*panel, QStringLiteral("Show all")), Qt::LeftButton);
        QCOMPARE(list->count(), 2);
        QVERIFY(list->item(1)->text().contains(QStringLiteral("out of memory")));
    }

    void noticesPushWhatIsBelowThemDown()
    {
        const QStringList names {QStringLiteral("Mistral-24B"),
                                 QStringLiteral("Meta-Llama-3.1-405B-Instruct-FP8-dynamic-w8a8 on two machines"),
                                 QStringLiteral("RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4, eager")};
        QScrollArea page;
        page.setWidgetResizable(true);
        auto *content = new QWidget;
        QVBoxLayout *column = makePage(content);
        auto *view = new LiveArea(content);
        column->addWidget(view, 1);
        column->addStretch();
        page.setWidget(content);
        page.resize(840, 500);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        const RunFacts facts = samples::facts(names, tests);
        view->setFacts(facts);
        LiveSnapshot snapshot = samples::halfway(facts);
        view->setSnapshot(snapshot); // one notice, which grows when the others' first requests have come
        for (LiveEndpoint &endpoint : snapshot.endpoints) {
            endpoint.ttft_s = samples::mean(0.1, 3);
            endpoint.coldTtft_s = 0.4;
            endpoint.evidence = TokenEvidence::Chunks;
        }
        samples::fail(snapshot, 1, 1, QStringLiteral("unavailable"), QStringLiteral("out of blocks ").repeated(30));
        view->setSnapshot(snapshot);

        const auto lowest = [&] {
            int bottom = 0;
            for (const Notice *notice : view->findChildren<Notice *>())
                if (notice->isVisible())
                    bottom = std::max(bottom, notice->mapTo(view, QPoint(0, notice->height())).y());
            return bottom;
        };
        QVERIFY(lowest() > 0);
        const auto *bars = view->findChild<SpeedTestChart *>();
        QVERIFY2(eventually([&] { return lowest() <= bars->geometry().top(); }),
                 qPrintable(QStringLiteral("%1 > %2").arg(lowest()).arg(bars->geometry().top())));
        for (const Notice *notice : view->findChildren<Notice *>())
            if (notice->isVisible()) // and none is cut
                QVERIFY(notice->height() >= notice->heightForWidth(notice->width()));
        const auto *numbers = view->findChild<LiveNumbers *>();
        QVERIFY(eventually([&] { return numbers->height() >= numbers->sizeHint().height(); }));
    }

    void theAnswerGrowsAsItStreams()
    {
        AnswerCard card;
        LiveSnapshot snapshot = samples::halfway(samples::facts(models, tests));
        card.setSnapshot(snapshot);
        snapshot.answer.text += QStringLiteral("In the first, pigments absorb photons.");
        card.setSnapshot(snapshot);
        QCOMPARE(card.findChild<QPlainTextEdit *>()->toPlainText(), snapshot.answer.text);
    }

    void anUnreachableEndpointCanBeLeftOut()
    {
        const RunFacts facts = samples::facts(models, tests);
        const RunRequest request {
            .suite = facts.suite, .endpoints = facts.endpoints, .options = {}, .title = {}, .path = {}};
        ProblemPanel panel;
        panel.showEndpoints(request, {{.endpoint = 1, .message = QStringLiteral("connection refused")}});
        QVERIFY(panel.text().contains(QStringLiteral("Qwen3-32B cannot be measured. Connection refused")));
        const QSignalSpy without(&panel, &ProblemPanel::runWithoutRequested);
        const QSignalSpy retries(&panel, &ProblemPanel::retryRequested);
        QTest::mouseClick(buttonNamed(panel, QStringLiteral("Run without it")), Qt::LeftButton);
        QTest::mouseClick(buttonNamed(panel, QStringLiteral("Retry")), Qt::LeftButton);
        QCOMPARE(without.first().first().toStringList(), QStringList {QStringLiteral("Qwen3-32B")});
        QCOMPARE(retries.count(), 1);
    }

    void whenNoEndpointIsLeftThereIsNothingToRunWithout()
    {
        const RunFacts facts = samples::facts({models[0]}, tests);
        const RunRequest request {
            .suite = facts.suite, .endpoints = facts.endpoints, .options = {}, .title = {}, .path = {}};
        ProblemPanel panel;
        panel.showEndpoints(request, {{.endpoint = 0, .message = QStringLiteral("connection refused")}});
        QVERIFY(!buttonNamed(panel, QStringLiteral("Run without it")));
    }
};

QTEST_MAIN(TestRunParts)
#include "tst_runparts.moc"
