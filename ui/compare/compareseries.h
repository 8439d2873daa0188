// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/namedcomparison.h"
#include "compare/runloader.h"
#include "models/seriesreference.h"

#include <QObject>

#include <map>
#include <optional>
#include <vector>

namespace streamgauge {

/// A place in the tray. Until its file has been read it stands for the reference alone.
struct TrayEntry
{
    SeriesReference reference; ///< with an endpoint once it is read
    std::optional<SeriesSummary> summary;
    std::optional<Error> error;
    SeriesChoice choice {};

    QString label() const; ///< chosen, else the run's; empty while neither is known
};

/// The series being compared: their order, the baseline, and the reading of their files.
class CompareSeries : public QObject
{
    Q_OBJECT

public:
    explicit CompareSeries(QObject *parent = nullptr);

    const std::vector<TrayEntry> &entries() const { return m_entries; }
    bool reading() const;
    /// Grows with every change that the user makes, not with what is read.
    int revision() const { return m_revision; }

    /// @p before: the index the first will have; past the end, or negative: at the end.
    /// What is in the tray already is not added again. A whole run becomes one entry for each of its series when read.
    void add(const std::vector<SeriesReference> &references, int before = -1);
    void move(int from, int to);
    void remove(int index);
    void clear();
    void setBaseline(int index);
    void setChoice(int index, const SeriesChoice &choice);
    void setCold(ColdRequests cold);
    ColdRequests cold() const { return m_cold; }

    /// Index of the baseline among entries(): the chosen one, else the first that is shown.
    std::optional<std::size_t> baseline() const;

    /// Replaces everything.
    void open(const NamedComparison &comparison);
    NamedComparison named() const; ///< failed entries too, so that nothing is lost when it is saved

    /// The series that have been read and are not hidden, in tray order, with labels told apart.
    Comparison comparison() const;

Q_SIGNALS:
    void changed();
    /// A file could not be read; its entry stays, with the error.
    void readingFailed(const QString &path, const QString &problem);

private:
    bool contains(const SeriesReference &reference) const;
    bool isChosenBaseline(const SeriesReference &reference) const;
    void change(); ///< by the user
    void fill(const LoadedRun &run);
    void fail(const QString &path, const Error &error);

    RunLoader m_loader;
    std::vector<TrayEntry> m_entries;
    std::optional<SeriesReference> m_baseline; ///< chosen
    ColdRequests m_cold = ColdRequests::Apart;
    int m_revision = 0;
};

}
