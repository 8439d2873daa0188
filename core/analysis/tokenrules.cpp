// SPDX-License-Identifier: Apache-2.0
// token-evidence, chunked-tokens, reasoning-share: what the tokens are that TPS counts.
#include "analysis/rules.h"

#include <algorithm>
#include <map>

namespace streamgauge {

namespace {

constexpr double unevenRates = 1.25;    // of the fastest test's median TPS to the slowest's
constexpr double fewerThanChunks = 0.9; // output tokens to chunks; a chunk with text holds a token at least
constexpr double charactersPerToken = 4;
constexpr double severalTokens = 1.05; // per chunk, from where gaps are not between tokens
constexpr double manyTokens = 8;
constexpr double leastReasoning = 0.2; // of output tokens

bool isGuess(TokenEvidence evidence)
{
    return evidence == TokenEvidence::Chunks || evidence == TokenEvidence::Characters;
}

bool isGuessed(const RequestRecord *record)
{
    return isGuess(record->evidence);
}

QString evidenceCounts(const Records &records)
{
    std::map<TokenEvidence, std::size_t> counts;
    for (const RequestRecord *record : records)
        ++counts[record->evidence];
    QStringList parts;
    for (const auto &[evidence, count] : counts) {
        if (evidence == TokenEvidence::Characters)
            parts.append(QStringLiteral("%1 by characters / 4").arg(count));
        else if (evidence == TokenEvidence::Chunks)
            parts.append(QStringLiteral("%1 by counting chunks").arg(count));
        else if (evidence == TokenEvidence::None)
            parts.append(QStringLiteral("%1 not at all").arg(count));
    }
    return listText(parts);
}

/// The guess that exceeds the test's max_tokens most: it cannot be right, and max_tokens gives the most the rate was.
QString impossibleCount(const SeriesView &series)
{
    const RequestRecord *worst = nullptr;
    double most = 1;
    for (const RequestRecord *record : series.completed) {
        const int limit = record->maxTokens.value_or(series.test(record->test).maxTokens);
        if (!isGuessed(record) || limit <= 0 || record->outputTokens.value_or(0) <= most * limit)
            continue;
        worst = record;
        most = static_cast<double>(*record->outputTokens) / limit;
    }
    if (!worst)
        return {};
    const Test &test = series.test(worst->test);
    const int limit = worst->maxTokens.value_or(test.maxTokens);
    QString text =
        QStringLiteral(" “%1”: %2 tokens are guessed where max_tokens allows %3, so the guess is too high by "
                       "%4 or more")
            .arg(test.name)
            .arg(*worst->outputTokens)
            .arg(limit)
            .arg(percentText(most - 1));
    const auto decode = decodeTime(*worst);
    const auto shown = tokensPerSecond(*worst);
    if (decode && decode->count() > 0 && shown)
        text += QStringLiteral(": %1 tokens in %2 of decoding are %3 tokens/s at most, not %4")
                    .arg(limit)
                    .arg(secondsText(toSeconds(*decode)), numberText(limit / toSeconds(*decode)), numberText(*shown));
    return text + QLatin1Char('.');
}

/// One stream decodes at one rate, whatever the text; rates that differ by test are the guess's, not the model's.
QString unevenText(const SeriesView &series)
{
    std::optional<std::pair<double, QString>> least;
    std::optional<std::pair<double, QString>> most;
    for (const RequestGroup &group : series.groups) {
        if (!series.isOneByOne(group) || !std::ranges::all_of(group.measured, isGuessed))
            continue;
        const auto rates = valuesOf(group.measured, tokensPerSecond);
        if (rates.empty())
            continue;
        const double rate = median(rates);
        if (!least || rate < least->first)
            least = {rate, series.test(group.test).name};
        if (!most || rate > most->first)
            most = {rate, series.test(group.test).name};
    }
    if (!least || most->first < unevenRates * least->first)
        return {};
    return QStringLiteral(
               " By the guess the rate is %1 tokens/s in “%2” and %3 in “%4”; a model decodes one stream at one "
               "rate, so text was counted wrongly or left out, such as reasoning.")
        .arg(numberText(least->first), least->second, numberText(most->first), most->second);
}

/// Requests of which text was generated that the count does not hold.
std::size_t leftOut(const Records &records)
{
    return std::size_t(std::ranges::count_if(records, [](const RequestRecord *record) {
        if (!record->outputTokens || record->evidence == TokenEvidence::Chunks)
            return false;
        const double tokens = *record->outputTokens;
        if (record->evidence == TokenEvidence::Characters)
            return !record->reasoning.isEmpty()
                && tokens
                < fewerThanChunks * double(record->text.size() + record->reasoning.size()) / charactersPerToken;
        return tokens < fewerThanChunks * record->chunks;
    }));
}

/// Of one request, where it is known or can be told from its text.
std::optional<double> reasoningShare(const RequestRecord &record)
{
    const int tokens = record.outputTokens.value_or(0);
    if (record.reasoningTokens && tokens > 0)
        return std::clamp(double(*record.reasoningTokens) / tokens, 0.0, 1.0);
    const double characters = double(record.text.size() + record.reasoning.size());
    if (!record.reasoning.isEmpty())
        return double(record.reasoning.size()) / characters;
    const qsizetype end = record.text.indexOf(QLatin1String("</think>"));
    return end > 0 ? std::optional(double(end) / characters) : std::nullopt;
}

}

std::optional<Check> tokenEvidenceRule(const SeriesView &series)
{
    const auto guessed = std::size_t(std::ranges::count_if(series.completed, [](const RequestRecord *record) {
        return isGuess(record->evidence) || record->evidence == TokenEvidence::None;
    }));
    const std::size_t missing = leftOut(series.completed);
    if (guessed == 0 && missing == 0)
        return std::nullopt;
    QString text;
    bool isWrong = false;
    if (guessed > 0)
        text = QStringLiteral("The tokens of %1 of %2 are not counted by the server: %3.")
                   .arg(guessed)
                   .arg(countText(series.completed.size(), QStringLiteral("request"), QStringLiteral("requests")),
                        evidenceCounts(series.completed));
    const QString impossible = impossibleCount(series);
    isWrong = !impossible.isEmpty() || missing > 0;
    text += impossible + unevenText(series);
    if (missing > 0)
        text += QStringLiteral(" %1 hold fewer tokens than text was streamed for: reasoning is left out of the count.")
                    .arg(countText(missing, QStringLiteral("answer"), QStringLiteral("answers")));
    return Check {.id = QStringLiteral("token-evidence"),
                  .level = isWrong ? CheckLevel::Error : CheckLevel::Warning,
                  .message = text.trimmed(),
                  .advice =
                      QStringLiteral("Do not quote TPS from this run. Have the server report usage (vLLM and SGLang: "
                                     "stream_options.include_usage; llama.cpp: a current build).")};
}

std::optional<Check> chunkedTokensRule(const SeriesView &series)
{
    Records known;
    std::ranges::copy_if(series.measured, std::back_inserter(known),
                         [](const RequestRecord *record) { return !isGuessed(record) && record->chunks > 1; });
    const auto perChunk = valuesOf(known, tokensPerChunk);
    if (perChunk.empty() || median(perChunk) < severalTokens)
        return std::nullopt;
    const double tokens = median(perChunk);
    return Check {.id = QStringLiteral("chunked-tokens"),
                  .level = tokens >= manyTokens ? CheckLevel::Warning : CheckLevel::Info,
                  .message =
                      QStringLiteral("A chunk holds %1 tokens (median): the gaps between chunks are not inter-token "
                                     "latencies, and TTFT has the decoding of the first chunk's tokens in it.")
                          .arg(numberText(tokens)),
                  .advice = QStringLiteral("Read TPS and TPOT, not ITL percentiles. Where speculative decoding is off, "
                                           "set the server's stream interval to 1.")};
}

std::optional<Check> reasoningShareRule(const SeriesView &series)
{
    const auto shares = valuesOf(series.completed, reasoningShare);
    const auto unanswered = std::size_t(std::ranges::count_if(series.completed, [](const RequestRecord *record) {
        const bool hasReasoned = record->reasoningTokens.value_or(0) > 0 || !record->reasoning.isEmpty();
        return hasReasoned && record->firstToken && !record->firstAnswerToken;
    }));
    if ((shares.empty() || mean(shares) < leastReasoning) && unanswered == 0)
        return std::nullopt;
    QString text;
    if (!shares.empty())
        text = QStringLiteral("%1 of the output is reasoning.").arg(percentText(mean(shares)));
    const auto ttft = valuesOf(series.measured, timeToFirstToken);
    const auto answer = valuesOf(series.measured, timeToFirstAnswerToken);
    if (!ttft.empty() && !answer.empty())
        text += QStringLiteral(" TTFT (%1, median) is the first reasoning token; a reader waits %2 for the answer.")
                    .arg(secondsText(median(ttft)), secondsText(median(answer)));
    if (unanswered > 0)
        text += QStringLiteral(" %1 ended before any answer.")
                    .arg(countText(unanswered, QStringLiteral("request"), QStringLiteral("requests")));
    return Check {.id = QStringLiteral("reasoning-share"),
                  .level = unanswered > 0 ? CheckLevel::Warning : CheckLevel::Info,
                  .message = text.trimmed(),
                  .advice = QStringLiteral("Compare TTFAT, not TTFT, with models that do not reason; raise max_tokens "
                                           "where answers do not begin.")};
}

}
