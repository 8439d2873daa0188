// SPDX-License-Identifier: Apache-2.0
#include "run/loaddriver.h"

#include <QTest>

#include <algorithm>

using namespace streamgauge;

namespace {

const TimePoint start = TimePoint(100s);

Stage closedStage(int concurrency, int requests, int endpoints = 1)
{
    Stage stage;
    stage.concurrency = concurrency;
    for (int endpoint = 0; endpoint < endpoints; ++endpoint)
        stage.endpoints.push_back(endpoint);
    for (int repetition = 0; repetition < requests; ++repetition)
        for (const int endpoint : stage.endpoints)
            stage.requests.push_back({.endpoint = endpoint, .repetition = repetition, .due = {}});
    return stage;
}

Stage openStage(const std::vector<nanoseconds> &due)
{
    Stage stage;
    stage.requestsPerSecond = 1;
    stage.endpoints = {0};
    for (std::size_t i = 0; i < due.size(); ++i)
        stage.requests.push_back({.endpoint = 0, .repetition = static_cast<int>(i), .due = due[i]});
    return stage;
}

int sendAll(LoadDriver &driver, TimePoint now)
{
    int sent = 0;
    while (driver.next(now))
        ++sent;
    return sent;
}

}

class TestLoadDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClosedLoopKeepsItsStreamsBusy()
    {
        const Stage stage = closedStage(2, 3);
        LoadDriver driver(stage, 1, start);
        QCOMPARE(sendAll(driver, start), 2);
        driver.ended(0, start + 1s);
        const auto third = driver.next(start + 1s);
        QVERIFY(third);
        QCOMPARE(third->request.repetition, 2);
        QVERIFY(third->scheduled == start + 1s);
        driver.ended(0, start + 2s);
        QVERIFY(!driver.isFinished(start + 2s));
        driver.ended(0, start + 2s);
        QVERIFY(driver.isFinished(start + 2s));
    }

    void endpointsDoNotWaitForEachOther()
    {
        const Stage stage = closedStage(1, 2, 2);
        LoadDriver driver(stage, 2, start);
        QCOMPARE(sendAll(driver, start), 2);
        driver.ended(1, start + 1s);
        const auto next = driver.next(start + 1s);
        QVERIFY(next);
        QCOMPARE(next->request.endpoint, 1);
        QVERIFY(!driver.next(start + 1s));
    }

    void aRampBeginsItsStreamsOneAfterTheOther()
    {
        Stage stage = closedStage(4, 8);
        stage.rampUp = 4s;
        LoadDriver driver(stage, 1, start);
        QCOMPARE(sendAll(driver, start), 1);
        const auto wake = driver.wakeAt(start);
        QVERIFY(wake && *wake > start && *wake <= start + 1s + 1ms);
        QCOMPARE(sendAll(driver, *wake), 1);
        QCOMPARE(sendAll(driver, start + 10s), 2);
        QVERIFY(!driver.wakeAt(start + 10s));
    }

    void aDurationGoesOnBeyondThePlanAndThenEnds()
    {
        Stage stage = closedStage(1, 1);
        stage.duration = 10s;
        stage.requests.front().phase = Phase::Cold;
        LoadDriver driver(stage, 1, start);
        QVERIFY(!driver.next(start)->isAdded);
        driver.ended(0, start + 4s);
        const auto second = driver.next(start + 4s);
        QVERIFY(second && second->isAdded);
        QCOMPARE(second->request.repetition, 1);
        QVERIFY(second->request.phase == Phase::Measured);
        driver.ended(0, start + 11s);
        QVERIFY(!driver.next(start + 11s));
        QVERIFY(driver.isFinished(start + 11s));
        QCOMPARE(driver.unsent(0), 0);
    }

    void requestsAtARateAreSentWhenDue()
    {
        const Stage stage = openStage({0s, 1s, 5s});
        LoadDriver driver(stage, 1, start);
        QCOMPARE(sendAll(driver, start + 2s), 2);
        QVERIFY(driver.wakeAt(start + 2s) == start + 5s);
        const auto last = driver.next(start + 6s);
        QVERIFY(last && !last->heldBack);
        QVERIFY(last->scheduled == start + 5s);
    }

    void aCapHoldsRequestsBackAndSaysSo()
    {
        Stage stage = openStage({0s, 1s, 5s});
        stage.maxConcurrency = 1;
        LoadDriver driver(stage, 1, start);
        QCOMPARE(sendAll(driver, start + 2s), 1);
        QVERIFY(!driver.wakeAt(start + 2s)); // only an end makes room
        driver.ended(0, start + 3s);
        const auto held = driver.next(start + 3s);
        QVERIFY(held && held->heldBack);
        QVERIFY(held->scheduled == start + 1s);
        driver.ended(0, start + 4s);
        QVERIFY(driver.wakeAt(start + 4s) == start + 5s);
        const auto onTime = driver.next(start + 5s);
        QVERIFY(onTime && !onTime->heldBack);
    }
};

QTEST_GUILESS_MAIN(TestLoadDriver)

#include "tst_loaddriver.moc"
