// SPDX-License-Identifier: Apache-2.0
// What the checks find by themselves in the published figures of December 2025.
#include "analysis/checkfindings.h"
#include "analysis/hardware.h"
#include "foundcheck.h"
#include "referenceruns.h"
#include "runrecords.h"

#include <QTest>

using namespace streamgauge;

class TestReferenceChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReferenceColdStartIsFound()
    {
        Run run = referenceRun(QStringLiteral("Llama-70B"));
        const auto apart = checkOf(run, "cold-start");
        QVERIFY(apart);
        QVERIFY2(apart->message.contains(QStringLiteral("3.253 s"))
                     && apart->message.contains(QStringLiteral("0.541 s"))
                     && apart->message.contains(QStringLiteral("median is 0.298 s")),
                 qPrintable(apart->message));
        for (RequestRecord &record : run.requests) // as it was published
            record.phase = Phase::Measured;
        const auto mixedIn = checkOf(run, "cold-start");
        QVERIFY(mixedIn && mixedIn->level == CheckLevel::Warning);
        QVERIFY2(mixedIn->message.contains(QStringLiteral("mean TTFT of 0.541 s where the median is 0.298 s")),
                 qPrintable(mixedIn->message));
    }

    void theReferencePrefixCacheIsFound()
    {
        for (const char *label : {"Llama-70B", "Mistral-24B", "Qwen3-32B"}) {
            const auto check = checkOf(referenceRun(QString::fromLatin1(label)), "prefix-cache");
            QVERIFY2(check && check->message.contains(QStringLiteral("“Long Prompt, Short Response”")), label);
            QCOMPARE(check->message.count(QChar(u'“')), 1);
        }
        const auto llama = checkOf(referenceRun(QStringLiteral("Llama-70B")), "prefix-cache");
        QVERIFY2(llama->message.contains(QStringLiteral("0.982 s to the first token, then 0.290 s and 0.286 s"))
                     && llama->message.contains(QStringLiteral("as fast as a short prompt")),
                 qPrintable(llama->message));
    }

    void theReferenceGuessesAreFound()
    {
        const auto llama = checkOf(referenceRun(QStringLiteral("Llama-70B")), "token-evidence");
        QVERIFY(llama && llama->level == CheckLevel::Error);
        QVERIFY2(llama->message.contains(QStringLiteral("15 by characters / 4"))
                     && llama->message.contains(QStringLiteral("569 tokens are guessed where max_tokens allows 512"))
                     && llama->message.contains(QStringLiteral("3.69 tokens/s at most, not 4.10")),
                 qPrintable(llama->message));
        const auto mistral = checkOf(referenceRun(QStringLiteral("Mistral-24B")), "token-evidence");
        QVERIFY2(mistral && mistral->message.contains(QStringLiteral("10.9 tokens/s at most")),
                 qPrintable(mistral->message));
        const auto qwen = checkOf(referenceRun(QStringLiteral("Qwen3-32B")), "token-evidence");
        QVERIFY2(qwen && qwen->message.contains(QStringLiteral("7.57 tokens/s at most")), qPrintable(qwen->message));
    }

    void referenceReasoningLeftOutIsFound()
    {
        Run run = referenceRun(QStringLiteral("GPT-OSS-20B")); // rates of 25 to 37 tokens/s by the guess
        const auto uneven = checkOf(run, "token-evidence");
        QVERIFY2(uneven && uneven->message.contains(QStringLiteral("left out, such as reasoning")),
                 qPrintable(uneven->message));
        for (RequestRecord &record : run.requests) { // as first published: 15.5 of 32.9 tokens/s
            record.reasoning = QString(*record.outputTokens * 2, u'r');
            record.text = QString(*record.outputTokens * 2, u't');
            record.outputTokens = *record.outputTokens / 2;
        }
        const auto leftOut = checkOf(run, "token-evidence");
        QVERIFY(leftOut && leftOut->level == CheckLevel::Error);
        QVERIFY2(leftOut->message.contains(QStringLiteral("15 answers hold fewer tokens")),
                 qPrintable(leftOut->message));
    }

    void theReferenceCutsAndFewRepetitionsAreFound()
    {
        const auto cut = checkOf(referenceRun(QStringLiteral("Llama-70B")), "truncated-output");
        QVERIFY(cut && cut->message.contains(QStringLiteral("“Short Prompt, Long Response” (3 of 3, at 512)")));
        const auto few = checkOf(referenceRun(QStringLiteral("Llama-70B")), "too-few-repetitions");
        QVERIFY(few && few->level == CheckLevel::Warning); // two of the first test's three are warm
    }

    void theReferenceIsWellBelowTheMemoryLimit()
    {
        Run run = referenceRun(QStringLiteral("Llama-70B"));
        for (RequestRecord &record : run.requests)
            record.phase = Phase::Measured; // the published mean, 3.9
        const auto checks = checkSeries(run, 0, bundledHardware());
        QVERIFY(!found(checks, "over-limit"));
        const auto roofline = found(checks, "roofline");
        QVERIFY(roofline && roofline->level == CheckLevel::Info);
        QVERIFY2(roofline->message.contains(QStringLiteral("is 58 % of")), qPrintable(roofline->message));
        QVERIFY2(roofline->message.contains(QStringLiteral("6.83 tokens/s")), qPrintable(roofline->message));
    }

    void findingsAreGroupedByCheckWithTheGravestFirst()
    {
        const std::vector<SeriesSummary> series {summarizeSeries(referenceRun(QStringLiteral("Llama-70B")), 0),
                                                 summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0)};
        const auto findings = checkFindings(series);
        QVERIFY(std::ranges::is_sorted(findings, std::ranges::greater(), &CheckFinding::level));
        const auto cache = std::ranges::find(findings, QStringLiteral("prefix-cache"), &CheckFinding::id);
        QVERIFY(cache != findings.end());
        QCOMPARE(cache->messages.size(), 2u);
        QCOMPARE(cache->messages[1].series, QStringLiteral("Mistral-24B"));
        const QString note = checksNote(findings);
        QVERIFY2(note.startsWith(QStringLiteral("1 check failed: token-evidence; "))
                     && note.contains(QStringLiteral("prefix-cache")),
                 qPrintable(note));
        QCOMPARE(checksNote(checkFindings({summarizeSeries(cleanRun(), 0)})), QString());
    }

    void theGravestComeFirst()
    {
        const auto checks = checkSeries(referenceRun(QStringLiteral("Llama-70B")), 0, bundledHardware());
        QVERIFY(std::ranges::is_sorted(checks, std::ranges::greater(), &Check::level));
        QVERIFY(checks.front().level == CheckLevel::Error && checks.back().level == CheckLevel::Info);
    }
};

QTEST_GUILESS_MAIN(TestReferenceChecks)

#include "tst_referencechecks.moc"
