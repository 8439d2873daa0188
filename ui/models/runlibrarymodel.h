// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/seriesreference.h"
#include "runfile/runlibrary.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace streamgauge {

/// Saved runs, and below each run of several endpoints its series. Raw values only; a delegate makes text of them.
/// Changes nothing itself: an edited title becomes renameRequested().
class RunLibraryModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { TitleColumn, StartedColumn, ModelsColumn, ModeColumn, TtftColumn, TpsColumn, ColumnCount };

    explicit RunLibraryModel(QObject *parent = nullptr);
    ~RunLibraryModel() override;

    /// Keeps the rows of runs that stay, so that selection and expansion do too.
    void setEntries(std::vector<RunEntry> entries);

    /// The run of a row, or of the run a series' row belongs to; null for an invalid index.
    const RunEntry *entry(const QModelIndex &index) const;
    /// The series a row stands for: those of the whole run, or the one of a row below it.
    std::vector<const SeriesSummary *> series(const QModelIndex &index) const;
    SeriesReference reference(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &path) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole and EditRole: title, QDateTime, labels, modes, the best mean TTFT in s and TPS in tokens/s.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

Q_SIGNALS:
    void renameRequested(const QString &path, const QString &title);

private:
    struct Node;

    void removeMissing(const std::vector<RunEntry> &entries);
    void update(int row, RunEntry entry);
    QVariant value(const Node &node, int endpoint, int column) const;

    std::vector<std::unique_ptr<Node>> m_runs;
};

/// The run's and its series' rows among @p indexes, each once; a series is left out where its run is there.
std::vector<SeriesReference> references(const RunLibraryModel &model, const QModelIndexList &indexes);

/// Everything a search looks at: title, labels, models, suite, notes, tags.
QString searchText(const RunEntry &entry);

}
