// SPDX-License-Identifier: Apache-2.0
#include "compare/compareseries.h"

#include <algorithm>

namespace streamgauge {

namespace {

std::vector<TrayEntry> entriesOf(const TrayEntry &pending, const LoadedRun &run)
{
    std::vector<TrayEntry> entries;
    const auto add = [&](int endpoint) {
        entries.push_back({.reference = {run.path, endpoint},
                           .summary = run.series[static_cast<std::size_t>(endpoint)],
                           .error = std::nullopt,
                           .choice = pending.choice});
    };
    const int count = static_cast<int>(run.series.size());
    if (const auto endpoint = pending.reference.endpoint) {
        if (*endpoint >= 0 && *endpoint < count)
            add(*endpoint);
        return entries;
    }
    for (int endpoint = 0; endpoint < count; ++endpoint)
        add(endpoint);
    return entries;
}

}

CompareSeries::CompareSeries(QObject *parent)
    : QObject(parent)
{
    connect(&m_loader, &RunLoader::loaded, this, &CompareSeries::fill);
    connect(&m_loader, &RunLoader::failed, this, &CompareSeries::fail);
}

void CompareSeries::change()
{
    ++m_revision;
    Q_EMIT changed();
}

bool CompareSeries::reading() const
{
    return std::ranges::any_of(m_entries, [](const TrayEntry &entry) { return !entry.summary && !entry.error; });
}

bool CompareSeries::contains(const SeriesReference &reference) const
{
    return std::ranges::any_of(m_entries, [&](const TrayEntry &entry) { return entry.reference == reference; });
}

void CompareSeries::add(const std::vector<SeriesReference> &references, int before)
{
    if (references.empty())
        return;
    const int size = static_cast<int>(m_entries.size());
    auto at = static_cast<std::size_t>(before < 0 || before > size ? size : before);
    for (const SeriesReference &reference : references) {
        std::erase_if(m_entries, [&](const TrayEntry &entry) { // dropped again: try again
            return entry.error && entry.reference == reference;
        });
        at = std::min(at, m_entries.size());
        if (contains(reference))
            continue;
        m_entries.insert(m_entries.begin() + static_cast<std::ptrdiff_t>(at++),
                         {.reference = reference, .summary = std::nullopt, .error = std::nullopt});
        m_loader.load(reference.path);
    }
    change();
}

void CompareSeries::move(int from, int to)
{
    const int size = static_cast<int>(m_entries.size());
    if (from < 0 || to < 0 || from >= size || to >= size || from == to)
        return;
    const auto first = m_entries.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    change();
}

void CompareSeries::remove(int index)
{
    if (index < 0 || index >= static_cast<int>(m_entries.size()))
        return;
    m_entries.erase(m_entries.begin() + index);
    change();
}

void CompareSeries::clear()
{
    m_entries.clear();
    m_baseline.reset();
    change();
}

void CompareSeries::setBaseline(int index)
{
    if (index < 0 || index >= static_cast<int>(m_entries.size()))
        return;
    m_baseline = m_entries[static_cast<std::size_t>(index)].reference;
    change();
}

void CompareSeries::setChoice(int index, const SeriesChoice &choice)
{
    if (index < 0 || index >= static_cast<int>(m_entries.size()))
        return;
    m_entries[static_cast<std::size_t>(index)].choice = choice;
    change();
}

void CompareSeries::open(const NamedComparison &comparison)
{
    m_entries.clear();
    m_baseline.reset();
    m_cold = comparison.cold;
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const ComparedSeries &series = comparison.series[i];
        const SeriesReference reference {series.run, series.endpoint};
        if (contains(reference))
            continue;
        m_entries.push_back(
            {.reference = reference, .summary = std::nullopt, .error = std::nullopt, .choice = series.choice});
        if (comparison.baseline == i)
            m_baseline = reference;
        m_loader.load(series.run);
    }
    change();
}

NamedComparison CompareSeries::named() const
{
    NamedComparison comparison {.series = {}, .baseline = {}, .cold = m_cold};
    for (const TrayEntry &entry : m_entries) {
        if (m_baseline && isChosenBaseline(entry.reference) && !comparison.baseline)
            comparison.baseline = comparison.series.size();
        comparison.series.push_back(
            {.run = entry.reference.path, .endpoint = entry.reference.endpoint, .choice = entry.choice});
    }
    return comparison;
}

/// A whole run that was chosen stands for the first of its series.
bool CompareSeries::isChosenBaseline(const SeriesReference &reference) const
{
    return m_baseline && (*m_baseline == reference || (m_baseline->path == reference.path && !m_baseline->endpoint));
}

QString TrayEntry::label() const
{
    if (!choice.label.isEmpty())
        return choice.label;
    return summary ? summary->label : QString();
}

void CompareSeries::setCold(ColdRequests cold)
{
    if (cold == m_cold)
        return;
    m_cold = cold;
    change();
}

std::optional<std::size_t> CompareSeries::baseline() const
{
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (!m_entries[i].summary || m_entries[i].choice.hidden)
            continue;
        if (isChosenBaseline(m_entries[i].reference))
            return i;
        if (!first)
            first = i;
    }
    return first;
}

Comparison CompareSeries::comparison() const
{
    Comparison comparison;
    comparison.cold = m_cold;
    const auto chosen = baseline();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (!m_entries[i].summary || m_entries[i].choice.hidden)
            continue;
        if (chosen == i)
            comparison.baseline = comparison.series.size();
        comparison.series.push_back(*m_entries[i].summary);
        apply(m_entries[i].choice, comparison.series.back());
    }
    tellApart(comparison.series);
    return comparison;
}

void CompareSeries::fill(const LoadedRun &run)
{
    const auto pending = std::ranges::find_if(m_entries, [&](const TrayEntry &entry) {
        return entry.reference.path == run.path && !entry.summary && !entry.error;
    });
    if (pending == m_entries.end()) // removed meanwhile
        return;
    std::vector<TrayEntry> read = entriesOf(*pending, run);
    if (read.empty())
        return fail(run.path, {Error::Code::Schema, tr("The file has no such series."), run.path, 0});
    auto at = m_entries.erase(pending);
    for (TrayEntry &entry : read)
        if (!contains(entry.reference))
            at = std::next(m_entries.insert(at, std::move(entry)));
    Q_EMIT changed();
}

void CompareSeries::fail(const QString &path, const Error &error)
{
    for (TrayEntry &entry : m_entries)
        if (entry.reference.path == path && !entry.summary)
            entry.error = error;
    Q_EMIT changed();
    Q_EMIT readingFailed(path, error.toString());
}

}
