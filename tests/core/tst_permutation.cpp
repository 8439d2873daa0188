// SPDX-License-Identifier: Apache-2.0
#include "compare/multiplecomparisons.h"
#include "compare/permutation.h"
#include "compare/repetitions.h"
#include "seededvalues.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace streamgauge;

namespace {

using List = std::vector<double>;
using Pairs = std::vector<std::pair<List, List>>; ///< value, baseline: one a test

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

/// Keeps what pairs point to.
struct Tests
{
    explicit Tests(const Pairs &lists)
    {
        for (const auto &[value, baseline] : lists) {
            observed.push_back(observationsOf(value));
            observed.push_back(observationsOf(baseline));
        }
        for (std::size_t i = 0; i < observed.size(); i += 2)
            pairs.push_back({&observed[i], &observed[i + 1], double(observed[i].count + observed[i + 1].count)});
    }

    std::vector<Observations> observed;
    std::vector<ObservedPair> pairs;
};

}

class TestPermutation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand_data()
    {
        QTest::addColumn<Pairs>("tests");
        QTest::addColumn<double>("p");
        // Of 1 2 | 3 4, the sums 3 4 5 5 6 7 can be dealt: as far apart are 3 and 7.
        QTest::newRow("two and two, apart") << Pairs {{{3, 4}, {1, 2}}} << 2.0 / 6;
        QTest::newRow("three and three, apart") << Pairs {{{4, 5, 6}, {1, 2, 3}}} << 2.0 / 20;
        // Three of 1 to 6 come to 6, 7, 8, 8 and to 13, 13, 14, 15: as far from 10.5 as 2 + 5 + 6.
        QTest::newRow("three and three, mixed") << Pairs {{{2, 5, 6}, {1, 3, 4}}} << 8.0 / 20;
        QTest::newRow("all equal") << Pairs {{{2, 2, 2}, {2, 2, 2}}} << 1.0;
        // 5 | 2 has a ratio of 2.5; of 1 | 3.33, 2 | 3 and 3 | 2.67 only the first is farther from 1.
        QTest::newRow("one against three") << Pairs {{{5}, {1, 2, 3}}} << 2.0 / 4;
        // Each test's values may change hands on their own: 60 + 3, 60 + 1, 40 + 3, 40 + 1 of 104; the first is the
        // farthest from 52 with its mirror.
        QTest::newRow("two tests of one value") << Pairs {{{60}, {40}}, {{3}, {1}}} << 2.0 / 4;
        QTest::newRow("two tests that point apart") << Pairs {{{60}, {40}}, {{1}, {3}}} << 1.0;
    }

    void byHand()
    {
        QFETCH(Pairs, tests);
        QFETCH(double, p);
        QVERIFY(isNear(permutationTest(Tests(tests).pairs, 9'999), p));
    }

    void changingSidesChangesNothing()
    {
        const double one = permutationTest(Tests({{{5}, {1, 2, 3}}, {{9, 8}, {7, 7.5}}}).pairs, 9'999);
        const double other = permutationTest(Tests({{{1, 2, 3}, {5}}, {{7, 7.5}, {9, 8}}}).pairs, 9'999);
        QVERIFY(isNear(one, other));
    }

    void drawsComeNearToAllWays()
    {
        SeededValues random(5);
        const List value = random.around(10.6, 0.1, 9);
        const List baseline = random.around(10, 0.1, 9);
        List all = value;
        all.insert(all.end(), baseline.begin(), baseline.end());
        const double total = std::accumulate(all.begin(), all.end(), 0.0);
        const double measured = std::abs(2 * std::accumulate(value.begin(), value.end(), 0.0) - total);
        int ways = 0;
        int asLarge = 0;
        for (unsigned taken = 0; taken < 1u << 18; ++taken) {
            if (std::popcount(taken) != 9)
                continue;
            double sum = 0;
            for (unsigned i = 0; i < 18; ++i)
                sum += (taken >> i & 1) ? all[i] : 0;
            ++ways;
            asLarge += std::abs(2 * sum - total) >= measured - 1e-9 ? 1 : 0;
        }
        QCOMPARE(ways, 48'620);
        const double exact = double(asLarge) / ways;
        const double drawn = permutationTest(Tests({{value, baseline}}).pairs, 9'999);
        qInfo("all ways %.4f, drawn %.4f", exact, drawn);
        QVERIFY(std::abs(drawn - exact) < 0.1 * exact + 0.005);
    }

    void whatIsNeverReachedByDrawsIsNotZero()
    {
        const Pairs apart(5, {{11, 12, 13}, {1, 2, 3}});
        QVERIFY(isNear(permutationTest(Tests(apart).pairs, 9'999), 1.0 / 10'000));
    }

    void theSmallestThatCanComeOut()
    {
        QVERIFY(isNear(smallestProbability(3, 1), 0.1));
        QVERIFY(isNear(smallestProbability(4, 1), 2.0 / 70));
        QVERIFY(isNear(smallestProbability(2, 2), 2.0 / 36));
        QVERIFY(isNear(smallestProbability(Tests({{{1, 2}, {3, 4, 5}}}).pairs), 1.0 / 10));
        QVERIFY(isNear(smallestProbability(Tests({{{1}, {3}}}).pairs), 1));
    }

    void correctionAfterHolm()
    {
        const std::vector<Tested> tests {{.p = 0.01}, {.p = 0.04}, {.p = 0.03}};
        const std::vector<double> result = corrected(tests, 0.05);
        QVERIFY(isNear(result[0], 0.03)); // 3 × 0.01
        QVERIFY(isNear(result[2], 0.06)); // 2 × 0.03
        QVERIFY(isNear(result[1], 0.06)); // 0.04, but no less than the one before
        QVERIFY(corrected({}, 0.05).empty());
    }

    void whatCannotReachTheLevelDoesNotCount()
    {
        const std::vector<Tested> hopeless {{.p = 0.01}, {.p = 0.1, .smallest = 0.1}, {.p = 0.1, .smallest = 0.1}};
        QVERIFY(isNear(corrected(hopeless, 0.05)[0], 0.01));
        // Of these three all reach 0.05, two reach 0.025: two count. Were the last 0.02, all three would.
        const std::vector<Tested> partly {{.p = 0.01}, {.p = 0.2}, {.p = 0.2, .smallest = 0.03}};
        QVERIFY(isNear(corrected(partly, 0.05)[0], 0.02));
        const std::vector<Tested> hardly {{.p = 0.01}, {.p = 0.2}, {.p = 0.2, .smallest = 0.02}};
        QVERIFY(isNear(corrected(hardly, 0.05)[0], 0.03));
    }

    void repetitionsThatWouldDo()
    {
        // Far apart: the permutation test's own limit, 2 / C(2n, n), is 0.1 for 3 and 0.029 for 4.
        const Tests apart({{{100, 101, 102}, {1, 1.01, 1.02}}});
        QCOMPARE(repetitionsNeeded(apart.pairs, 0.05).value_or(0), 4);
        QCOMPARE(repetitionsNeeded(apart.pairs, 0.05 / 18).value_or(0), 6);
        // One value each says nothing of the spread: what the permutation test needs.
        QCOMPARE(repetitionsNeeded(Tests({{{2}, {1}}}).pairs, 0.05).value_or(0), 4);
        QVERIFY(!repetitionsNeeded(Tests({{{1, 2}, {2, 1}}}).pairs, 0.05));
        QVERIFY(!repetitionsNeeded(Tests({{{1, 2.0001}, {2, 1}}}).pairs, 0.05)); // beyond 1,000
    }

    void repetitionsByTheFormula()
    {
        // Relative variances 0.01 each, a ratio of 1.1: by z, (1.960 + 0.842)² × 0.02 / ln² 1.1 = 17.3; t asks for one
        // or two more.
        Tests some({{{1}, {1}}});
        some.observed[0] = {.count = 200, .mean = 1.1, .variance = 0.0121, .values = {}};
        some.observed[1] = {.count = 200, .mean = 1, .variance = 0.01, .values = {}};
        const int needed = repetitionsNeeded(some.pairs, 0.05).value_or(0);
        QVERIFY2(needed >= 18 && needed <= 20, qPrintable(QString::number(needed)));
    }
};

QTEST_GUILESS_MAIN(TestPermutation)

#include "tst_permutation.moc"
