// SPDX-License-Identifier: Apache-2.0
#include "client/gaplist.h"
#include "client/sparinggrowth.h"

#include <QTest>

#include <limits>

using namespace streamgauge;

class TestGapList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGoesInComesOut()
    {
        const std::vector<std::uint32_t> gaps {0,
                                               1,
                                               127,
                                               128,
                                               16383,
                                               16384,
                                               2097151,
                                               2097152,
                                               268435455,
                                               268435456,
                                               std::numeric_limits<std::uint32_t>::max(),
                                               0};
        GapList list;
        QVERIFY(list.empty());
        QCOMPARE(list.last_us(), 0U);
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            list.add(gaps[i]);
            QCOMPARE(list.size(), i + 1);
            QCOMPARE(list.last_us(), gaps[i]);
            QCOMPARE(list.toVector(), std::vector<std::uint32_t>(gaps.begin(), gaps.begin() + std::ptrdiff_t(i) + 1));
        }
    }

    void textGrowsByAnEighth()
    {
        constexpr std::size_t tokens = 100000;
        std::string text;
        for (std::size_t i = 0; i < tokens; ++i)
            appendSparingly(text, " tok");
        QCOMPARE(text.size(), 4 * tokens);
        QVERIFY(text.capacity() <= text.size() + text.size() / 8 + 32);
        QCOMPARE(text.substr(text.size() - 8), std::string(" tok tok"));
    }
};

QTEST_GUILESS_MAIN(TestGapList)

#include "tst_gaplist.moc"
