// SPDX-License-Identifier: Apache-2.0
// truncated-output, short-output, failures: what came back.
#include "analysis/rules.h"

#include <algorithm>
#include <map>

namespace streamgauge {

namespace {

constexpr double shortOutput = 32; // tokens; one more or less is 3 % of TPS from here on

/// Cut at max_tokens: said by the server, or, where it gave no reason, told by the count. Where the suite asks for
/// answers of a length (ignore_eos, or lengths from a dataset) that is no loss.
bool isCut(const RequestRecord &record, const Test &test)
{
    if (test.settings.ignoreEos || record.maxTokens)
        return false;
    if (!record.finish.isEmpty())
        return record.finish == QLatin1String("length");
    return test.maxTokens > 0 && record.outputTokens.value_or(0) >= test.maxTokens;
}

}

std::optional<Check> truncatedOutputRule(const SeriesView &series)
{
    std::map<int, std::pair<std::size_t, std::size_t>> cutOf; // by test: cut, all
    std::size_t cut = 0;
    bool wantsEnd = false;
    for (const RequestRecord *record : series.completed) {
        const Test &test = series.test(record->test);
        auto &[cutOfTest, all] = cutOf[record->test];
        ++all;
        if (!isCut(*record, test))
            continue;
        ++cutOfTest;
        ++cut;
        wantsEnd = wantsEnd || test.keyMetric.isEmpty() || test.keyMetric == QLatin1String("total_time");
    }
    if (cut == 0)
        return std::nullopt;
    QStringList names;
    for (const auto &[test, counts] : cutOf)
        if (counts.first > 0)
            names.append(QStringLiteral("“%1” (%2 of %3, at %4)")
                             .arg(series.test(test).name)
                             .arg(counts.first)
                             .arg(counts.second)
                             .arg(series.test(test).maxTokens));
    return Check {.id = QStringLiteral("truncated-output"),
                  .level = wantsEnd ? CheckLevel::Warning : CheckLevel::Info,
                  .message = QStringLiteral("%1 cut at max_tokens: %2. Their Total Time is that of max_tokens, not of "
                                            "an answer.")
                                 .arg(countText(cut, QStringLiteral("answer was"), QStringLiteral("answers were")),
                                      listText(names)),
                  .advice = QStringLiteral("Compare TPS here, not Total Time; raise max_tokens where the end of the "
                                           "answer matters.")};
}

std::optional<Check> shortOutputRule(const SeriesView &series)
{
    QStringList names;
    bool isKey = false;
    for (const RequestGroup &group : series.groups) {
        std::vector<double> tokens;
        for (const RequestRecord *record : group.measured)
            if (record->outputTokens && tokensPerSecond(*record))
                tokens.push_back(*record->outputTokens);
        if (tokens.empty() || median(tokens) >= shortOutput)
            continue;
        names.append(QStringLiteral("%1 (%2)").arg(series.nameOf(group), numberText(median(tokens))));
        isKey = isKey || series.test(group.test).keyMetric == QLatin1String("tps");
    }
    if (names.isEmpty())
        return std::nullopt;
    return Check {.id = QStringLiteral("short-output"),
                  .level = isKey ? CheckLevel::Warning : CheckLevel::Info,
                  .message =
                      QStringLiteral("TPS comes from fewer than 32 tokens an answer in %1: one token more or less, "
                                     "or one late packet, moves it by several percent.")
                          .arg(listText(names)),
                  .advice = QStringLiteral("Take TPS from tests with long answers; these are for TTFT.")};
}

std::optional<Check> failuresRule(const SeriesView &series)
{
    std::map<QString, int> kinds;
    for (const RequestRecord *record : series.counted)
        if (record->error)
            ++kinds[record->error->kind];
    if (kinds.empty())
        return std::nullopt;
    QStringList texts;
    int failed = 0;
    for (const auto &[kind, count] : kinds) {
        texts.append(QStringLiteral("%1 %2").arg(count).arg(kind));
        failed += count;
    }
    return Check {.id = QStringLiteral("failures"),
                  .level = CheckLevel::Error,
                  .message =
                      QStringLiteral("%1 of %2 failed (%3). The averages leave them out, and what failed may be "
                                     "what would have been slow.")
                          .arg(failed)
                          .arg(countText(series.counted.size(), QStringLiteral("request"), QStringLiteral("requests")),
                               texts.join(QStringLiteral(", "))),
                  .advice = QStringLiteral("Read the server's messages on the run, mend the cause, and run again.")};
}

}
