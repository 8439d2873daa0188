// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/deadlinetimer.h"
#include "client/transport.h"
#include "metrics/saturation.h"
#include "run/activerequest.h"
#include "run/clientlag.h"
#include "run/liveaggregate.h"
#include "run/loaddriver.h"
#include "run/requestbodies.h"
#include "run/runcontroller.h"
#include "run/runlink.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace streamgauge {

class RunWriter;

/// Carries a plan out, on the measuring thread: network and clocks, nothing else.
class RunWorker : public QObject
{
    Q_OBJECT

public:
    /// @p writer must outlive the worker.
    RunWorker(RunSetup setup, std::shared_ptr<RunLink> link, RunWriter &writer);
    ~RunWorker() override;

    void start(); ///< on its own thread
    /// Answers cacheResetRequested(); the requests of endpoints with a problem are not sent.
    void cachesReset(int stage, const std::map<int, RequestError> &problems);
    void stop(); ///< ends every stream now; what came so far is recorded as cancelled

Q_SIGNALS:
    void cacheResetRequested(int stage, const std::vector<int> &endpoints);
    void finished(streamgauge::Outcome outcome, streamgauge::RunTime at);

private:
    /// Whether an endpoint takes the fields that not every server knows.
    enum class Extras { Untried, Accepted, Refused };

    void tellWhatCannotBeAsked();
    void startNextStage();
    void prepareCold(const Stage &stage);
    void beginStage();
    void handleDeadline();
    bool skipPastSaturation(); ///< whether the next stage is not worth sending
    void sendWhatMay();
    void send(const LoadDriver::Send &next);
    void recordUnsent(const LoadDriver::Send &next, const RequestError &error);
    void launch(const PlannedRequest &planned, TimePoint scheduled, Due due, bool withExtras);
    void handleEnded(ActiveRequest &request);
    bool sendAgainWithoutExtras(const ActiveRequest &request);
    void learnFrom(const ActiveRequest &request);
    void checkStalls();
    void record(std::unique_ptr<ActiveRequest> request);
    std::unique_ptr<ActiveRequest> take(ActiveRequest &request);
    Extras &extrasOf(const PlannedRequest &request);
    void addLag(TimePoint arrival, int events);
    void answerDisplay();
    LiveSnapshot makeSnapshot() const;
    void end(Outcome outcome);

    const RunSetup m_setup;
    const std::shared_ptr<RunLink> m_link;
    RunWriter &m_writer;
    TimePoint m_start;
    LiveAggregate m_live;
    ClientLag m_lag;
    ChatChunkParser m_parser;
    ActiveRequest::Listener m_listener;

    // Made in start(): their sockets belong to the measuring thread.
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<DeadlineTimer> m_dueTimer;
    std::unique_ptr<QTimer> m_stallTimer;
    std::unique_ptr<QTimer> m_snapshotTimer;
    std::unique_ptr<QTimer> m_sampleTimer;

    std::vector<std::shared_ptr<const HttpTarget>> m_targets;
    const RequestBodies m_bodies;
    std::vector<std::vector<Extras>> m_extras;            ///< [endpoint][first test with the same extra fields]
    std::vector<std::unique_ptr<ActiveRequest>> m_active; ///< in the order they were sent
    std::optional<LoadDriver> m_load;                     ///< of the stage under way; none while it is prepared
    std::map<int, RequestError> m_resetProblems;          ///< by endpoint, of the stage under way
    SaturationWatch m_saturation;
    std::vector<const Stage *> m_skipped; ///< past saturation
    std::size_t m_nextStage = 0;
    bool m_ended = false;
};

}
