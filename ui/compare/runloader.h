// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "metrics/summary.h"

#include <QObject>
#include <QThreadPool>

#include <vector>

namespace streamgauge {

/// What Compare needs of a run file.
struct LoadedRun
{
    QString path;
    std::vector<SeriesSummary> series; ///< one per endpoint
};

/// Reads and summarizes run files one after the other on a thread of its own; answers on the caller's thread.
class RunLoader : public QObject
{
    Q_OBJECT

public:
    explicit RunLoader(QObject *parent = nullptr);
    ~RunLoader() override; ///< waits for the file being read, drops the others

    void load(const QString &path);

Q_SIGNALS:
    void loaded(const streamgauge::LoadedRun &run);
    void failed(const QString &path, const streamgauge::Error &error);

private:
    QThreadPool m_pool;
};

}
