// SPDX-License-Identifier: Apache-2.0
#include "runpage.h"

#include "checks/checkstrip.h"
#include "compare/runloader.h"
#include "controls/card.h"
#include "controls/emptystate.h"
#include "controls/page.h"
#include "controls/remarklist.h"
#include "controls/spacing.h"
#include "endpointmonitor.h"
#include "endpointstore.h"
#include "report/runremarks.h"
#include "run/endpointpicker.h"
#include "run/livearea.h"
#include "run/problempanel.h"
#include "run/progresscard.h"
#include "run/promptlengths.h"
#include "run/resultcard.h"
#include "run/runestimate.h"
#include "run/runoptionsbar.h"
#include "run/runtext.h"
#include "run/suitepreview.h"
#include "runfile/runlibrary.h"
#include "simulator/simulator.h"
#include "suitestore.h"

#include <QDateTime>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

RunPage::RunPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_session(new RunSession(services, this))
    , m_empty(
          new EmptyState(tr("Nothing to measure yet"),
                         tr("Add an endpoint that speaks the OpenAI protocol, or try the built-in simulated models."),
                         tr("Add endpoint"), this))
    , m_picker(new EndpointPicker(services, this))
    , m_options(new RunOptionsBar(services, this))
    , m_problem(new ProblemPanel(this))
    , m_preview(new SuitePreview(this))
    , m_progress(new ProgressCard(this))
    , m_result(new ResultCard(this))
    , m_checks(new CheckStrip(this))
    , m_remarksCard(new Card(this))
    , m_remarks(new RemarkList(tr("During the run"), m_remarksCard))
    , m_live(new LiveArea(this))
    , m_reader(new RunLoader(this))
{
    layOut();
    connectParts();
    connectRun();
    setMode(Mode::SetUp);
}

void RunPage::layOut()
{
    QVBoxLayout *column = makePage(this);
    column->setSpacing(spacing::medium);
    column->addWidget(m_empty, 1);
    column->addWidget(m_picker);
    column->addWidget(m_options);
    column->addWidget(m_problem);
    column->addWidget(m_preview);
    column->addWidget(m_progress);
    column->addWidget(m_result);
    column->addWidget(m_checks);
    m_remarksCard->body()->addWidget(m_remarks);
    m_remarksCard->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_remarksCard);
    column->addWidget(m_live, 1);
    column->addStretch();
}

void RunPage::connectParts()
{
    connect(m_empty, &EmptyState::actionTriggered, this, &RunPage::addEndpointRequested);
    connect(m_empty, &EmptyState::secondActionTriggered, this, &RunPage::addSimulatedEndpoints);
    m_empty->setSecondAction(tr("Use simulated endpoints"));
    connect(m_picker, &EndpointPicker::addEndpointRequested, this, &RunPage::addEndpointRequested);
    connect(m_picker, &EndpointPicker::selectionChanged, this, &RunPage::refreshSetUp);
    connect(m_options, &RunOptionsBar::changed, this, &RunPage::refreshSetUp);
    connect(m_options, &RunOptionsBar::runRequested, this, &RunPage::startChosen);
    connect(m_preview, &SuitePreview::suitesRequested, this, &RunPage::suitesRequested);
    connect(m_problem, &ProblemPanel::retryRequested, this, &RunPage::startChosen);
    connect(m_problem, &ProblemPanel::runWithoutRequested, this, &RunPage::runWithout);
    connect(m_progress, &ProgressCard::stopRequested, m_session, &RunSession::stop);
    connect(m_result, &ResultCard::compareRequested, this, [this] { Q_EMIT compareRequested({m_path}); });
    connect(m_result, &ResultCard::savedRunsRequested, this, &RunPage::savedRunsRequested);
    connect(m_result, &ResultCard::runAgainRequested, this, [this] { start(m_session->request()); });
    connect(m_result, &ResultCard::setupRequested, this, [this] { setMode(Mode::SetUp); });
    connect(&m_services.endpoints, &EndpointStore::changed, this, [this] {
        if (m_mode == Mode::Empty || m_mode == Mode::SetUp)
            setMode(Mode::SetUp);
    });
    connect(&m_services.library, &RunLibrary::entriesChanged, this, &RunPage::refreshSetUp);
}

void RunPage::connectRun()
{
    connect(m_session, &RunSession::phaseChanged, this, &RunPage::refreshPhase);
    connect(m_session, &RunSession::endpointsFailed, this, [this](const std::vector<EndpointProblem> &problems) {
        m_problem->showEndpoints(m_session->request(), problems);
    });
    connect(m_session, &RunSession::startFailed, this, [this](const Error &error) { m_problem->showError(error); });
    connect(&m_services.controller, &RunController::snapshotChanged, this, &RunPage::takeSnapshot);
    connect(&m_services.controller, &RunController::finished, this, &RunPage::finishRun);
    connect(m_session, &RunSession::calibrationProgressed, m_progress, &ProgressCard::setCalibrated);
    connect(m_session, &RunSession::calibrationFailed, this, [this](const QString &reason) {
        m_calibrationProblem = tr("This machine could not be calibrated: %1").arg(reason);
    });
    connect(m_reader, &RunLoader::loaded, this, &RunPage::showFindings);
}

void RunPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_session->phase() == RunSession::Phase::Idle && !event->spontaneous())
        m_services.monitor.checkAll();
}

void RunPage::setMode(Mode mode)
{
    if (mode == Mode::SetUp && m_services.endpoints.endpoints().empty())
        mode = Mode::Empty;
    m_mode = mode;
    m_empty->setVisible(mode == Mode::Empty);
    m_picker->setVisible(mode == Mode::SetUp);
    m_options->setVisible(mode == Mode::SetUp);
    m_preview->setVisible(mode == Mode::SetUp);
    m_progress->setVisible(mode == Mode::Live);
    m_result->setVisible(mode == Mode::Result);
    if (mode != Mode::Result) {
        m_checks->hide();
        m_remarksCard->hide();
    }
    m_live->setVisible(mode == Mode::Live || mode == Mode::Result);
    if (mode != Mode::SetUp)
        m_problem->hide();
    refreshSetUp();
}

std::optional<RunRequest> RunPage::request() const
{
    const Suite *suite = m_options->suite();
    std::vector<Endpoint> endpoints = m_picker->selected();
    if (!suite || endpoints.empty())
        return std::nullopt;
    return RunRequest {.suite = *suite,
                       .endpoints = std::move(endpoints),
                       .options = m_options->options(),
                       .title = {},
                       .path = {},
                       .promptLengthsPath = PromptLengths::defaultPath()};
}

void RunPage::refreshSetUp()
{
    if (m_mode != Mode::SetUp)
        return;
    if (const Suite *suite = m_options->suite())
        m_preview->setSuite(withOptions(*suite, m_options->options()));
    m_preview->setVisible(m_options->suite() != nullptr);
    if (const auto chosen = request())
        showSum(*chosen);
    else if (m_options->suite())
        m_options->setNotRunnable(tr("Select at least one endpoint"));
    else
        m_options->setNotRunnable(m_options->suiteProblem().isEmpty() ? tr("There is no suite to run")
                                                                      : m_options->suiteProblem());
}

void RunPage::showSum(const RunRequest &request)
{
    const RunFacts facts = factsOf(request);
    const Plan plan = makePlan(request.suite, static_cast<int>(request.endpoints.size()), request.options);
    m_options->setRunnable(
        requestSum(plan.requestCount(), request.endpoints.size(),
                   guessDuration(plan, facts.suite, request.endpoints, m_services.library.entries())),
        streamsAtOnce(plan));
}

void RunPage::startChosen()
{
    if (auto chosen = request())
        start(std::move(*chosen));
}

void RunPage::runWithout(const QStringList &labels)
{
    for (const QString &label : labels)
        m_picker->deselect(label);
    startChosen();
}

void RunPage::start(RunRequest request)
{
    if (m_session->phase() != RunSession::Phase::Idle)
        return;
    request.path = m_services.library.newPath(request.suite.name, QDateTime::currentDateTimeUtc());
    const RunFacts facts = factsOf(request);
    m_summary.clear();
    m_progress->setFacts(facts);
    m_live->setFacts(facts);
    m_problem->hide();
    m_calibrationProblem.clear();
    m_options->cancelCalibration(); // before the session pauses the monitor
    m_session->start(request, m_options->isToCalibrate());
}

void RunPage::refreshPhase()
{
    const RunSession::Phase phase = m_session->phase();
    m_progress->setPhase(phase);
    if (phase == RunSession::Phase::Idle) {
        if (m_mode == Mode::Live)
            setMode(Mode::SetUp); // a run that ended is shown by finishRun(), which follows
    } else if (m_mode != Mode::Live) {
        setMode(Mode::Live);
        m_progress->focusStop();
    }
}

void RunPage::takeSnapshot(const LiveSnapshot &snapshot)
{
    m_summary = resultSummary(snapshot);
    m_progress->setSnapshot(snapshot);
    m_live->setSnapshot(snapshot);
}

void RunPage::finishRun(const QString &path, Outcome outcome, const QString &problem)
{
    m_path = path;
    m_result->setResult(outcome, m_summary, path, problem);
    setMode(Mode::Result);
    m_checks->setFindings({});
    m_remarksCard->hide();
    m_reader->load(path);
    if (isVisible())
        m_result->focusCompare();
    if (problem.isEmpty())
        Q_EMIT runSaved(path);
}

void RunPage::showFindings(const LoadedRun &run)
{
    if (m_mode != Mode::Result || run.path != m_path)
        return;
    m_checks->setFindings(checkFindings(run.series));
    QStringList remarks = runRemarks(run.series);
    if (!m_calibrationProblem.isEmpty())
        remarks.prepend(m_calibrationProblem);
    m_remarks->setRemarks(remarks);
    m_remarksCard->setVisible(!remarks.isEmpty());
}

void RunPage::addSimulatedEndpoints()
{
    std::vector<Endpoint> endpoints;
    for (const QString &profile : simulatorProfiles())
        if (const auto endpoint = simulatedEndpoint(profile))
            endpoints.push_back(*endpoint);
    m_services.endpoints.addForSession(endpoints);
}

}
