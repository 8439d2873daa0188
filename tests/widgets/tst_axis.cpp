// SPDX-License-Identifier: Apache-2.0
#include "figure/axis.h"

#include <QTest>

#include <limits>

using namespace streamgauge;

class TestAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueTicksAreOnesTwosAndFives_data();
    void valueTicksAreOnesTwosAndFives();
    void noTickIsMissingOrTooMany_data();
    void noTickIsMissingOrTooMany();
    void timeTicksAreThoseOfAClock_data();
    void timeTicksAreThoseOfAClock();
    void timesBelowASecondShowTenths();
};

void TestAxis::valueTicksAreOnesTwosAndFives_data()
{
    QTest::addColumn<double>("largest");
    QTest::addColumn<int>("intervals");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char *name, double largest, int intervals, const char *texts) {
        QTest::newRow(name) << largest << intervals << QString::fromUtf8(texts).split(QLatin1Char(' '));
    };
    row("TTFT of a cold 70B model", 1.278, 4, "0 0.5 1.0 1.5");
    row("TTFT in hundredths", 0.26, 6, "0 0.05 0.10 0.15 0.20 0.25 0.30");
    row("total time", 139.5, 4, "0 50 100 150");
    row("rates", 36.8, 4, "0 10 20 30 40");
    row("a value on a tick ends the axis", 10, 5, "0 2 4 6 8 10");
    row("a value just above a tick adds one", 10.01, 6, "0 2 4 6 8 10 12");
    row("one interval", 7, 1, "0 10");
    row("no values yet", 0, 2, "0 0.5 1.0");
    row("a negative value", -3, 2, "0 0.5 1.0");
    row("not a number", std::numeric_limits<double>::quiet_NaN(), 2, "0 0.5 1.0");
    row("infinite", std::numeric_limits<double>::infinity(), 2, "0 0.5 1.0");
    row("thousands", 8000, 4, "0 2000 4000 6000 8000");
    row("tens of thousands", 36000, 4, "0 10k 20k 30k 40k");
    row("a million and a half", 1.4e6, 4, "0 0.5M 1.0M 1.5M");
    row("milliseconds in seconds", 0.0035, 4, "0 0.001 0.002 0.003 0.004");
    row("very small", 3e-7, 3, "0 1e-07 2e-07 3e-07");
}

void TestAxis::valueTicksAreOnesTwosAndFives()
{
    QFETCH(const double, largest);
    QFETCH(const int, intervals);
    QFETCH(const QStringList, texts);
    const ValueAxis axis = valueAxis(largest, intervals);
    QStringList shown;
    for (const double tick : axis.ticks)
        shown.append(tickText(tick, axis));
    QCOMPARE(shown, texts);
}

void TestAxis::noTickIsMissingOrTooMany_data()
{
    QTest::addColumn<int>("intervals");
    for (const int intervals : {1, 2, 3, 5, 8})
        QTest::addRow("at most %d intervals", intervals) << intervals;
}

void TestAxis::noTickIsMissingOrTooMany()
{
    QFETCH(const int, intervals);
    for (double largest = 1e-6; largest < 1e9; largest *= 1.07) {
        const ValueAxis axis = valueAxis(largest, intervals);
        QVERIFY(axis.top >= largest * (1 - 1e-8));
        QVERIFY(axis.top - axis.step < largest);
        QVERIFY(static_cast<int>(axis.ticks.size()) <= intervals + 1);
        QStringList texts;
        for (const double tick : axis.ticks)
            texts.append(tickText(tick, axis));
        QCOMPARE(texts.removeDuplicates(), 0);
    }
}

void TestAxis::timeTicksAreThoseOfAClock_data()
{
    QTest::addColumn<double>("end");
    QTest::addColumn<int>("intervals");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char *name, double end, int intervals, const char *texts) {
        QTest::newRow(name) << end << intervals << QString::fromUtf8(texts).split(QLatin1Char(' '));
    };
    row("seconds", 7.2, 8, "0:00 0:01 0:02 0:03 0:04 0:05 0:06 0:07 0:08");
    row("minutes", 370, 8, "0:00 1:00 2:00 3:00 4:00 5:00 6:00 7:00");
    row("hours", 9000, 6, "0:00 30:00 1:00:00 1:30:00 2:00:00 2:30:00");
    row("the start", 0, 2, "0:00.0 0:00.5 0:01.0");
    row("weeks", 2e6, 4, "0:00 192:00:00 384:00:00 576:00:00");
}

void TestAxis::timeTicksAreThoseOfAClock()
{
    QFETCH(const double, end);
    QFETCH(const int, intervals);
    QFETCH(const QStringList, texts);
    const TimeAxis axis = timeAxis(end, intervals);
    QStringList shown;
    for (const double tick : axis.ticks_s)
        shown.append(timeText(tick, axis.step_s));
    QCOMPARE(shown, texts);
    QVERIFY(axis.end_s >= end);
}

void TestAxis::timesBelowASecondShowTenths()
{
    const TimeAxis axis = timeAxis(61.93, 62.41, 4);
    QStringList shown;
    for (const double tick : axis.ticks_s)
        shown.append(timeText(tick, axis.step_s));
    QCOMPARE(shown, QStringList({QStringLiteral("1:02.0"), QStringLiteral("1:02.2"), QStringLiteral("1:02.4")}));
}

QTEST_GUILESS_MAIN(TestAxis)
#include "tst_axis.moc"
