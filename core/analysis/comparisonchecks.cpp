// SPDX-License-Identifier: Apache-2.0
// mixed-settings: series side by side that were not asked the same.
#include "analysis/check.h"
#include "analysis/seriesview.h"
#include "metrics/summary.h"

#include <algorithm>
#include <map>
#include <set>

namespace streamgauge {

namespace {

struct Asked
{
    const SeriesSummary *series = nullptr;
    const TestConditions *conditions = nullptr;
};

/// "temperature 0 (A) and 0.7 (B)" where the series differ; empty where they agree. The first series of each value
/// stands for it.
template<typename Value, typename Word>
QString differing(const std::vector<Asked> &asked, const QString &what, Value value, Word word)
{
    using Key = std::decay_t<decltype(value(*asked.front().conditions))>;
    std::map<Key, QStringList> labels;
    for (const Asked &one : asked)
        labels[value(*one.conditions)].append(one.series->label);
    if (labels.size() < 2)
        return {};
    QStringList parts;
    for (const auto &[key, names] : labels)
        parts.append(QStringLiteral("%1 (%2)").arg(
            word(key),
            names.size() > 2 ? countText(std::size_t(names.size()), {}, QStringLiteral("series")) : listText(names)));
    return QStringLiteral("%1 %2").arg(what, listText(parts));
}

QStringList differences(const std::vector<Asked> &asked)
{
    std::set<QByteArray> prompts;
    for (const Asked &one : asked)
        prompts.insert(one.conditions->prompt);
    QStringList all;
    if (prompts.size() > 1)
        all.append(QStringLiteral("%1 different prompts").arg(prompts.size()));
    const auto number = [](double value) { return QString::number(value); };
    all.append(differing(
        asked, QStringLiteral("prompt_tokens"), [](const TestConditions &c) { return c.promptTokens; }, number));
    all.append(
        differing(asked, QStringLiteral("max_tokens"), [](const TestConditions &c) { return c.maxTokens; }, number));
    all.append(
        differing(asked, QStringLiteral("temperature"), [](const TestConditions &c) { return c.temperature; }, number));
    all.append(differing(
        asked, QStringLiteral("prompt_cache"),
        [](const TestConditions &c) { return c.promptCache == PromptCache::Avoid; },
        [](bool avoid) { return avoid ? QStringLiteral("avoid") : QStringLiteral("allow"); }));
    all.append(differing(
        asked, QStringLiteral("ignore_eos"), [](const TestConditions &c) { return c.ignoreEos; },
        [](bool ignore) { return ignore ? QStringLiteral("true") : QStringLiteral("false"); }));
    all.append(
        differing(asked, QStringLiteral("min_tokens"), [](const TestConditions &c) { return c.minTokens; }, number));
    all.append(differing(
        asked, QStringLiteral("load"), [](const TestConditions &c) { return c.load; },
        [](const QString &load) { return load.isEmpty() ? QStringLiteral("unknown") : load; }));
    all.append(differing(
        asked, QStringLiteral("cold"), [](const TestConditions &c) { return c.cold; },
        [](const QString &cold) { return cold.isEmpty() ? QStringLiteral("no") : cold; }));
    all.removeAll(QString());
    return all;
}

/// By test name, of the series that have a test of it; in the order they first appear.
std::vector<std::pair<QString, std::vector<Asked>>> askedByTest(const std::vector<SeriesSummary> &all)
{
    std::vector<std::pair<QString, std::vector<Asked>>> tests;
    for (const SeriesSummary &series : all)
        for (const TestSummary &test : series.tests) {
            auto entry = std::ranges::find(tests, test.name, [](const auto &one) { return one.first; });
            if (entry == tests.end())
                entry = tests.insert(entry, {test.name, {}});
            entry->second.push_back({&series, &test.conditions});
        }
    return tests;
}

QString evidenceText(const std::vector<SeriesSummary> &all)
{
    std::map<TokenEvidence, QStringList> labels;
    for (const SeriesSummary &series : all) {
        const auto most = std::ranges::max_element(series.evidence, {}, [](const auto &entry) { return entry.second; });
        if (most != series.evidence.end())
            labels[most->first].append(series.label);
    }
    const auto isGuess = [](const auto &entry) {
        return entry.first == TokenEvidence::Chunks || entry.first == TokenEvidence::Characters
            || entry.first == TokenEvidence::None;
    };
    if (labels.size() < 2 || std::ranges::none_of(labels, isGuess))
        return {}; // counted is counted, whoever reports it
    QStringList parts;
    for (const auto &[evidence, names] : labels)
        parts.append(QStringLiteral("%1 (%2)").arg(toString(evidence), listText(names)));
    return QStringLiteral("Tokens are known by different evidence: %1.").arg(listText(parts));
}

QString simulationText(const std::vector<SeriesSummary> &all)
{
    QStringList simulated;
    std::set<double> speeds;
    for (const SeriesSummary &series : all)
        if (series.simulated) {
            simulated.append(series.label);
            speeds.insert(series.simulationSpeed);
        }
    if (!simulated.isEmpty() && simulated.size() < qsizetype(all.size()))
        return QStringLiteral("Simulated (%1) and measured series stand side by side.").arg(listText(simulated));
    if (speeds.size() > 1)
        return QStringLiteral("Simulated time passed at different speeds.");
    return {};
}

}

std::vector<Check> checkComparison(const std::vector<SeriesSummary> &series)
{
    if (series.size() < 2)
        return {};
    QStringList sentences;
    std::map<QString, QStringList> tests; // by what differs
    for (const auto &[name, asked] : askedByTest(series))
        if (const QStringList found = differences(asked); !found.isEmpty())
            tests[listText(found)].append(QStringLiteral("“%1”").arg(name));
    for (const auto &[found, names] : tests)
        sentences.append(QStringLiteral("%1: %2.").arg(listText(names), found));
    sentences << evidenceText(series) << simulationText(series);
    sentences.removeAll(QString());
    if (sentences.isEmpty())
        return {};
    return {{.id = QStringLiteral("mixed-settings"),
             .level = CheckLevel::Warning,
             .message = QStringLiteral("The series were not asked the same. ") + sentences.join(QLatin1Char(' ')),
             .advice = QStringLiteral("Compare only what is equal, or run all of them with one suite.")}};
}

}
