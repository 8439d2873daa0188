// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "metrics/summary.h"
#include "runfile/runreader.h"
#include "runfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace streamgauge;

namespace {

using Then = ServerStep::Then;

}

class TestRunLoads : public QObject
{
    Q_OBJECT

private:
    RunFixture m_fixture;

private Q_SLOTS:
    void neverMoreAtOnceThanTheConcurrency()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {4}};
        const Run run = m_fixture.runOf(m_fixture.setupFor(suiteOf(24), {endpointAt(server.baseUrl())}, options));

        QCOMPARE(run.requests.size(), 24U);
        int mostAtOnce = 0;
        for (const RequestRecord &one : run.requests) {
            int atOnce = 0;
            for (const RequestRecord &other : run.requests)
                atOnce += *other.sent <= *one.sent && *one.sent < *other.end;
            mostAtOnce = std::max(mostAtOnce, atOnce);
        }
        QVERIFY(mostAtOnce <= 4);
        QVERIFY(mostAtOnce >= 2);
    }

    void holdsAThousandStreamsAtOnce()
    {
        constexpr int streams = 1000;
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}}}); // and goes on when all are there
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        int mostAtOnce = 0;
        connect(&controller, &RunController::snapshotChanged, this, [&](const LiveSnapshot &snapshot) {
            mostAtOnce = std::max(mostAtOnce, snapshot.endpoints[0].inFlight);
        });
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {streams}};
        QVERIFY(controller.start(m_fixture.setupFor(suiteOf(streams), {endpointAt(server.baseUrl())}, options)));
        QVERIFY(eventually([&] { return server.scriptsPlayed == streams; }));
        server.sendToAll(contentEvent("b") + finishEvent() + usageEvent(3, 2) + doneEvent());
        QVERIFY(eventually([&] { return !finished.isEmpty(); }));

        QCOMPARE(mostAtOnce, streams);
        const Run run = readRun(finished.first().first().toString()).value();
        QCOMPARE(run.requests.size(), std::size_t(streams));
        for (const RequestRecord &record : run.requests)
            QVERIFY2(record.completed(), qPrintable(record.error ? record.error->message : QString()));
    }

    void aDurationGoesOnUntilItIsOver()
    {
        ScriptedServer server;
        server.setScripts({goodAnswer()});
        PlanOptions options;
        options.load = ClosedLoop {.concurrency = {2}, .duration = 300ms};
        const Run run = m_fixture.runOf(m_fixture.setupFor(suiteOf(1), {endpointAt(server.baseUrl())}, options));

        QVERIFY(run.end->outcome == Outcome::Completed);
        QVERIFY(run.requests.size() >= 2U);
        RunTime first = RunTime::max();
        for (const RequestRecord &record : run.requests)
            first = std::min(first, record.scheduled);
        std::set<int> repetitions;
        for (const RequestRecord &record : run.requests) {
            QVERIFY(record.scheduled - first < 300ms);
            repetitions.insert(record.repetition);
        }
        QCOMPARE(repetitions.size(), run.requests.size());
    }

    void aCapHoldsBackAndTheWaitingIsReported()
    {
        ScriptedServer server;
        server.setScripts(
            {{{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 100, Then::Close}}});
        PlanOptions options;
        options.load = OpenLoop {.rates = {1000}, .arrivals = Arrivals::Constant, .maxConcurrency = 1};
        const Run run = m_fixture.runOf(m_fixture.setupFor(suiteOf(3), {endpointAt(server.baseUrl())}, options));

        QCOMPARE(run.requests.size(), 3U);
        for (std::size_t i = 0; i < run.requests.size(); ++i) {
            const RequestRecord &record = run.requests[i];
            QCOMPARE(record.repetition, static_cast<int>(i));
            QVERIFY(record.due == (i == 0 ? Due::AtRate : Due::HeldBack));
            if (i > 0)
                QVERIFY(*record.sent >= *run.requests[i - 1].end);
            QVERIFY(*endToEndLatencyFromSchedule(record) >= *endToEndLatency(record));
        }
        QVERIFY(*queueDelay(run.requests[2]) >= 190ms);
    }

    void aSweepStopsPastSaturation()
    {
        // One at a time is all this server can do: twice as many at once take twice as long.
        ScriptedServer server;
        server.setScripts(
            {{{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 50, Then::Close}},
             {{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 500, Then::Close}},
             {{streamHead() + contentEvent("a")}, {contentEvent("b") + finishEvent(), 500, Then::Close}}});
        Suite suite = suiteOf(1);
        suite.tests.front().settings.load = ClosedLoop {.concurrency = {1, 2, 4}};
        suite.tests.front().settings.stopAtSaturation = true;
        suite.tests.front().settings.repetitions = 1;
        const Run run = m_fixture.runOf(m_fixture.setupFor(suite, {endpointAt(server.baseUrl())}));

        QCOMPARE(run.requests.size(), 2U);
        QVERIFY(run.end->outcome == Outcome::Completed);
        QCOMPARE(run.clientRemarks.size(), 1U);
        QVERIFY2(run.clientRemarks.front().message.contains(QLatin1String("past saturation")),
                 qPrintable(run.clientRemarks.front().message));
    }

    void aRateSendsWhetherOrNotEarlierRequestsHaveEnded()
    {
        ScriptedServer server;
        server.setScripts({{{streamHead() + contentEvent("a")}, {finishEvent(), 400, Then::Close}}});
        PlanOptions options;
        options.load = OpenLoop {.rates = {100}, .arrivals = Arrivals::Constant, .duration = {}};
        const Run run = m_fixture.runOf(m_fixture.setupFor(suiteOf(10), {endpointAt(server.baseUrl())}, options));

        QCOMPARE(run.requests.size(), 10U);
        std::vector<RunTime> scheduled;
        for (const RequestRecord &record : run.requests) {
            QVERIFY(record.completed());
            QVERIFY(*queueDelay(record) >= 0ns);
            scheduled.push_back(record.scheduled);
        }
        std::ranges::sort(scheduled);
        for (std::size_t i = 1; i < scheduled.size(); ++i)
            QVERIFY(scheduled[i] - scheduled[i - 1] > 9ms && scheduled[i] - scheduled[i - 1] < 11ms);
    }
};

QTEST_GUILESS_MAIN(TestRunLoads)

#include "tst_runloads.moc"
