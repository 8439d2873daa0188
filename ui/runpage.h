// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "run/runsession.h"
#include "runfile/run.h"

#include <QWidget>

#include <optional>

namespace streamgauge {

class Card;
class CheckStrip;
class EmptyState;
class EndpointPicker;
class LiveArea;
struct LoadedRun;
class ProblemPanel;
class ProgressCard;
class RemarkList;
class ResultCard;
class RunLoader;
class RunOptionsBar;
class SuitePreview;

/// Choose endpoints and a suite, run, watch. Shows one of: set-up, a run under way, a run that has ended.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunPage(AppServices &services, QWidget *parent = nullptr);

Q_SIGNALS:
    void runSaved(const QString &path);              ///< a run has ended and its file is complete
    void compareRequested(const QStringList &paths); ///< open these runs in Compare
    void savedRunsRequested();                       ///< go where the saved runs are
    void addEndpointRequested();                     ///< go where endpoints are added
    void suitesRequested();                          ///< go where suites are edited

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum class Mode { Empty, SetUp, Live, Result };

    void layOut();
    void connectParts();
    void connectRun();
    void setMode(Mode mode);
    void refreshSetUp();
    void refreshPhase();
    std::optional<RunRequest> request() const; ///< empty where something is missing
    void showSum(const RunRequest &request);
    void start(RunRequest request);
    void startChosen();
    void runWithout(const QStringList &labels);
    void showFindings(const LoadedRun &run);
    void takeSnapshot(const LiveSnapshot &snapshot);
    void finishRun(const QString &path, Outcome outcome, const QString &problem);
    void addSimulatedEndpoints();

    AppServices &m_services;
    RunSession *m_session;
    EmptyState *m_empty;
    EndpointPicker *m_picker;
    RunOptionsBar *m_options;
    ProblemPanel *m_problem;
    SuitePreview *m_preview;
    ProgressCard *m_progress;
    ResultCard *m_result;
    CheckStrip *m_checks;
    Card *m_remarksCard;
    RemarkList *m_remarks; ///< what came up during the run that has ended
    LiveArea *m_live;
    RunLoader *m_reader; ///< of the run that has ended, for its checks and remarks
    Mode m_mode = Mode::SetUp;
    QString m_summary;            ///< of the run shown: what has been measured so far
    QString m_path;               ///< of the run shown
    QString m_calibrationProblem; ///< of the run shown
};

}
