// SPDX-License-Identifier: Apache-2.0
#include "models/runlibrarymodel.h"

#include <QMimeData>

#include <algorithm>
#include <array>

namespace streamgauge {

/// A run's row; the address is what its series' indexes carry, so it must not move.
struct RunLibraryModel::Node
{
    RunEntry entry;

    /// A run of one endpoint is that series itself.
    int childCount() const { return entry.series.size() > 1 ? static_cast<int>(entry.series.size()) : 0; }
};

namespace {

constexpr std::array titles {"Run", "Date", "Models", "Mode", "TTFT (s)", "TPS"};

std::optional<double> mean(const SeriesSummary &series, Metric metric)
{
    const auto it = series.overall.find(metric);
    return it == series.overall.end() ? std::nullopt : std::optional(it->second.mean);
}

QVariant best(const std::vector<const SeriesSummary *> &series, Metric metric, bool lowest)
{
    QVariant best;
    for (const SeriesSummary *one : series)
        if (const auto value = mean(*one, metric);
            value && (!best.isValid() || (lowest ? *value < best.toDouble() : *value > best.toDouble())))
            best = *value;
    return best;
}

QString joined(const std::vector<const SeriesSummary *> &series, QString SeriesSummary::*field)
{
    QStringList texts;
    for (const SeriesSummary *one : series)
        if (!(one->*field).isEmpty() && !texts.contains(one->*field))
            texts << one->*field;
    return texts.join(QStringLiteral(", "));
}

bool sameForTheView(const RunEntry &a, const RunEntry &b)
{
    return a.path == b.path && a.title == b.title && a.notes == b.notes && a.started == b.started
        && a.complete == b.complete && a.running == b.running && a.problem == b.problem
        && a.series.size() == b.series.size();
}

}

RunLibraryModel::RunLibraryModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

RunLibraryModel::~RunLibraryModel() = default;

void RunLibraryModel::setEntries(std::vector<RunEntry> entries)
{
    removeMissing(entries);
    for (RunEntry &entry : entries) {
        const QModelIndex existing = indexOf(entry.path);
        if (existing.isValid()) {
            update(existing.row(), std::move(entry));
            continue;
        }
        const int row = rowCount();
        beginInsertRows({}, row, row);
        m_runs.push_back(std::make_unique<Node>(std::move(entry)));
        endInsertRows();
    }
}

void RunLibraryModel::removeMissing(const std::vector<RunEntry> &entries)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const QString &path = m_runs[static_cast<std::size_t>(row)]->entry.path;
        if (std::ranges::any_of(entries, [&](const RunEntry &entry) { return entry.path == path; }))
            continue;
        beginRemoveRows({}, row, row);
        m_runs.erase(m_runs.begin() + row);
        endRemoveRows();
    }
}

void RunLibraryModel::update(int row, RunEntry entry)
{
    Node &node = *m_runs[static_cast<std::size_t>(row)];
    const bool changed = !sameForTheView(node.entry, entry);
    const int before = node.childCount();
    const int after = entry.series.size() > 1 ? static_cast<int>(entry.series.size()) : 0;
    if (before != after && before > 0) {
        beginRemoveRows(index(row, 0), 0, before - 1);
        node.entry.series.clear();
        endRemoveRows();
    }
    if (before != after && after > 0) {
        beginInsertRows(index(row, 0), 0, after - 1);
        node.entry = std::move(entry);
        endInsertRows();
    } else {
        node.entry = std::move(entry);
    }
    if (changed)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const RunEntry *RunLibraryModel::entry(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    if (const auto *node = static_cast<const Node *>(index.internalPointer()))
        return &node->entry;
    return &m_runs[static_cast<std::size_t>(index.row())]->entry;
}

std::vector<const SeriesSummary *> RunLibraryModel::series(const QModelIndex &index) const
{
    std::vector<const SeriesSummary *> result;
    const RunEntry *run = entry(index);
    if (!run)
        return result;
    if (index.internalPointer())
        return {&run->series[static_cast<std::size_t>(index.row())]};
    for (const SeriesSummary &one : run->series)
        result.push_back(&one);
    return result;
}

SeriesReference RunLibraryModel::reference(const QModelIndex &index) const
{
    const RunEntry *run = entry(index);
    return {.path = run ? run->path : QString(),
            .endpoint = run && index.internalPointer() ? std::optional(index.row()) : std::nullopt};
}

QModelIndex RunLibraryModel::indexOf(const QString &path) const
{
    for (std::size_t row = 0; row < m_runs.size(); ++row)
        if (m_runs[row]->entry.path == path)
            return index(static_cast<int>(row), 0);
    return {};
}

QModelIndex RunLibraryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, m_runs[static_cast<std::size_t>(parent.row())].get())
                            : createIndex(row, column, nullptr);
}

QModelIndex RunLibraryModel::parent(const QModelIndex &child) const
{
    const auto *node = static_cast<const Node *>(child.internalPointer());
    if (!child.isValid() || !node)
        return {};
    const auto it = std::ranges::find_if(m_runs, [&](const auto &run) { return run.get() == node; });
    return it == m_runs.end() ? QModelIndex() : createIndex(static_cast<int>(it - m_runs.begin()), 0, nullptr);
}

int RunLibraryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_runs.size());
    if (parent.internalPointer() || parent.column() != 0)
        return 0;
    return m_runs[static_cast<std::size_t>(parent.row())]->childCount();
}

int RunLibraryModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant RunLibraryModel::data(const QModelIndex &index, int role) const
{
    const RunEntry *run = entry(index);
    if (!run || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    const auto shown = series(index);
    switch (index.column()) {
    case TitleColumn:
        return index.internalPointer() ? shown.front()->label : run->title;
    case StartedColumn:
        return run->started;
    case ModelsColumn:
        return joined(shown, &SeriesSummary::label);
    case ModeColumn:
        return joined(shown, &SeriesSummary::mode);
    case TtftColumn:
        return best(shown, Metric::Ttft, true);
    case TpsColumn:
        return best(shown, Metric::Tps, false);
    default:
        return {};
    }
}

bool RunLibraryModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString title = value.toString().trimmed();
    const RunEntry *run = entry(index);
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable) || title.isEmpty() || title == run->title)
        return false;
    Q_EMIT renameRequested(run->path, title);
    return true;
}

QVariant RunLibraryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return QString::fromLatin1(titles.at(static_cast<std::size_t>(section)));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(Qt::AlignVCenter | (section >= TtftColumn ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

Qt::ItemFlags RunLibraryModel::flags(const QModelIndex &index) const
{
    const RunEntry *run = entry(index);
    if (!run)
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (run->problem.isEmpty())
        flags |= Qt::ItemIsDragEnabled;
    if (run->problem.isEmpty() && !run->bundled && !index.internalPointer() && index.column() == TitleColumn)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QStringList RunLibraryModel::mimeTypes() const
{
    return toMimeData({})->formats();
}

QMimeData *RunLibraryModel::mimeData(const QModelIndexList &indexes) const
{
    return toMimeData(references(*this, indexes)).release();
}

std::vector<SeriesReference> references(const RunLibraryModel &model, const QModelIndexList &indexes)
{
    std::vector<SeriesReference> result;
    for (const QModelIndex &index : indexes)
        if (const RunEntry *run = model.entry(index); run && run->problem.isEmpty())
            if (const SeriesReference one = model.reference(index); std::ranges::find(result, one) == result.end())
                result.push_back(one);
    std::erase_if(result, [whole = result](const SeriesReference &one) {
        return one.endpoint
            && std::ranges::any_of(whole, [&](const auto &run) { return !run.endpoint && run.path == one.path; });
    });
    return result;
}

QString searchText(const RunEntry &entry)
{
    QStringList words {entry.title, entry.suite, entry.notes, entry.problem};
    words << entry.tags;
    for (const SeriesSummary &series : entry.series)
        words << series.label << series.model << series.mode;
    if (entry.simulated)
        words << QStringLiteral("simulated");
    if (!entry.problem.isEmpty())
        words << entry.path.section(QLatin1Char('/'), -1);
    return words.join(QLatin1Char('\n'));
}

}
