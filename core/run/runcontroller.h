// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "run/livesnapshot.h"
#include "runfile/run.h"
#include "suite/datasetfile.h"
#include "suite/plan.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>

namespace streamgauge {

class CacheResetter;
class RunTelemetry;
class RunWorker;
class RunWriter;
struct RunLink;

/// What one run needs; everything is resolved: URLs and models known, simulators started, keys looked up.
struct RunSetup
{
    RunHeader header; ///< its id, started and stages are filled in by start()
    Plan plan;
    std::shared_ptr<const DatasetPrompts> datasetPrompts {}; ///< drawn before the run; null where no test has any
    std::vector<QString> apiKeys;       ///< one per endpoint, empty where none; kept in memory only
    QString path;                       ///< of the run file to be written
    std::vector<Remark> remarks;        ///< made before the run, to be kept with it
    std::vector<Sample> samples;        ///< taken before the run, to be kept with it
    nanoseconds firstTokenLimit = 120s; ///< without a token for longer a request has stalled
    nanoseconds betweenTokensLimit = 60s;
    nanoseconds cacheResetLimit = 60s; ///< a cache that takes longer to be reset is not
};

/// The most requests that will be under way at a time, as far as the plan tells.
int streamsAtOnce(const Plan &plan);

/// The only handle on a run. All signals arrive on the thread the controller lives in.
class RunController : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Running, Stopping };
    Q_ENUM(State)

    explicit RunController(QObject *parent = nullptr);
    ~RunController() override; ///< stops the run, saves it and waits for its thread

    State state() const { return m_state; }

    /// Only when idle. Creates the run file; an error where it cannot be written.
    Expected<void> start(RunSetup setup);
    void stop(); ///< every stream ends within 200 ms; what was measured is kept

Q_SIGNALS:
    void stateChanged(streamgauge::RunController::State state);
    void snapshotChanged(const streamgauge::LiveSnapshot &snapshot); ///< at display rate, newest only
    /// The run file at @p path is complete. @p problem: why it is not (a full disk); empty when all is well.
    void finished(const QString &path, streamgauge::Outcome outcome, const QString &problem);

private:
    void setState(State state);
    void deliverSnapshot();
    void beginMeasuring();
    void handleFinished(Outcome outcome, RunTime at);
    void finishFile();
    void endWorker();

    std::shared_ptr<RunLink> m_link;
    std::unique_ptr<RunWriter> m_writer;
    std::unique_ptr<RunTelemetry> m_telemetry;
    std::unique_ptr<CacheResetter> m_resetter; ///< null where no cache is reset
    RunWorker *m_worker = nullptr;             // lives in m_thread; deleted there
    bool m_isMeasuring = false;                ///< the worker has been started
    RunEnd m_end;
    QThread m_thread;
    QTimer m_displayTimer;
    State m_state = State::Idle;
};

}
