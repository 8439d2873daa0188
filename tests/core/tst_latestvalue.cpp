// SPDX-License-Identifier: Apache-2.0
#include "run/latestvalue.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace streamgauge;

class TestLatestValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowReaderGetsTheNewestOnly()
    {
        LatestValue<int> mailbox;
        QVERIFY(mailbox.publish(1));
        QVERIFY(mailbox.publish(2));
        QCOMPARE(mailbox.take(), 2);
        QCOMPARE(mailbox.take(), std::nullopt);
    }

    void aWriterThatIsToldOfADroppedValueCanOfferItAgain()
    {
        constexpr int last = 200000;
        LatestValue<int> mailbox;
        std::atomic<int> seen = 0;
        std::thread reader([&] {
            while (seen != last)
                if (const auto value = mailbox.take())
                    seen = *value;
        });
        for (int value = 1; value <= last; ++value)
            while (!mailbox.publish(value))
                std::this_thread::yield();
        reader.join();
        QCOMPARE(seen.load(), last);
    }
};

QTEST_GUILESS_MAIN(TestLatestValue)

#include "tst_latestvalue.moc"
