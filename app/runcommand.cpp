// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "output.h"
#include "progressline.h"
#include "report/report.h"
#include "run/calibrator.h"
#include "run/promptlengths.h"
#include "run/runpreparation.h"
#include "runendpoints.h"
#include "runfile/runlibrary.h"
#include "runfile/runreader.h"
#include "seriesverdict.h"
#include "suite/suiteparser.h"
#include "terminationsignals.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace streamgauge {

namespace {

int refuse(const QString &message)
{
    complain(QStringLiteral("streamgauge run: %1").arg(message));
    return WrongUsage;
}

PlanOptions optionsOf(const RunArguments &arguments)
{
    PlanOptions options;
    options.order = orderFromString(arguments.order).value_or(Order::OneByOne);
    options.warmup = arguments.warmup;
    options.repetitions = arguments.repetitions;
    options.stopAtSaturation = arguments.stopAtSaturation;
    std::optional<nanoseconds> duration;
    if (arguments.duration_s)
        duration = duration_cast<nanoseconds>(Seconds(*arguments.duration_s));
    if (!arguments.concurrency.empty())
        options.load = ClosedLoop {.concurrency = arguments.concurrency, .duration = duration};
    else if (!arguments.rates.empty())
        options.load = OpenLoop {.rates = arguments.rates,
                                 .arrivals = arrivalsFromString(arguments.arrivals).value_or(Arrivals::Poisson),
                                 .burstiness = arguments.burstiness,
                                 .duration = duration,
                                 .maxConcurrency = arguments.maxConcurrency};
    return options;
}

/// The run's outcome on stdout: where it is, and its averages.
void printSummary(const QString &path, std::vector<SeriesSummary> series)
{
    Comparison comparison {.series = std::move(series), .baseline = {}, .cold = ColdRequests::Apart};
    if (comparison.series.size() > 1)
        comparison.baseline = 0;
    const QByteArray text = (path + QLatin1Char('\n')).toUtf8() + toText(comparison).toUtf8();
    print(text);
}

int conclude(const QString &path, Outcome outcome, const QString &problem)
{
    const auto run = readRun(path);
    if (!run) {
        complain(run.error().toString());
        return NotMet;
    }
    const Comparison all {.series = summarize(*run), .baseline = {}};
    printSummary(path, all.series);
    if (!problem.isEmpty()) {
        complain(QStringLiteral("The run file is not complete: %1").arg(problem));
        return NotMet;
    }
    if (outcome == Outcome::Cancelled) {
        complain(QStringLiteral("Cancelled; what was measured is saved in %1").arg(path));
        return CancelledByUser;
    }
    return isAllWell(all) ? AllWell : NotMet;
}

/// Prepares, runs and reports, in the application's event loop.
class CommandRun : public QObject
{
public:
    CommandRun(RunRequest request, bool calibrate, QCoreApplication &application)
        : m_endpoints(request.endpoints)
        , m_calibrate(calibrate)
        , m_preparation(std::move(request), m_simulators)
        , m_application(application)
    {
        connect(&m_preparation, &RunPreparation::ready, this, &CommandRun::begin);
        connect(&m_calibrator, &Calibrator::finished, this, &CommandRun::keep);
        connect(&m_calibrator, &Calibrator::failed, this, &CommandRun::goOnWithout);
        connect(&m_preparation, &RunPreparation::failed, this, &CommandRun::tellProblems);
        connect(&m_preparation, &RunPreparation::refused, this,
                [this](const Error &error) { m_application.exit(refuse(error.toString())); });
        connect(&m_controller, &RunController::snapshotChanged, this,
                [this](const LiveSnapshot &snapshot) { m_progress.show(snapshot); });
        connect(&m_controller, &RunController::finished, this,
                [this](const QString &path, Outcome outcome, const QString &problem) {
                    m_progress.clear();
                    m_application.exit(conclude(path, outcome, problem));
                });
        onTerminationSignal(this, [this] { cancel(); });
        m_preparation.start();
    }

private:
    void begin(const RunSetup &setup)
    {
        m_setup = setup;
        if (!m_calibrate)
            return startRun();
        complain(QStringLiteral("Calibrating…"));
        if (const auto started = m_calibrator.start(streamsAtOnce(m_setup.plan)); !started)
            goOnWithout(started.error().toString());
    }

    void keep(const Calibration &calibration)
    {
        complain(sentenceOf(calibration));
        m_setup.samples.push_back(sampleOf(calibration));
        startRun();
    }

    void goOnWithout(const QString &reason)
    {
        complain(QStringLiteral("The client could not be calibrated: %1").arg(reason));
        startRun();
    }

    void startRun()
    {
        const RunSetup setup = std::move(m_setup);
        for (const Endpoint &endpoint : setup.header.endpoints)
            complain(QStringLiteral("%1: %2%3")
                         .arg(endpoint.label, endpoint.model,
                              endpoint.simulation
                                  ? QStringLiteral(" (simulated, %1× speed)").arg(endpoint.simulation->speed)
                                  : QString()));
        if (const auto started = m_controller.start(setup); !started)
            m_application.exit(refuse(started.error().toString()));
    }

    void tellProblems(const std::vector<EndpointProblem> &problems)
    {
        for (const EndpointProblem &problem : problems)
            complain(QStringLiteral("%1: %2").arg(m_endpoints.at(static_cast<std::size_t>(problem.endpoint)).label,
                                                  problem.message));
        complain(problems.size() == m_endpoints.size()
                     ? QStringLiteral("No endpoint can be measured; nothing was run.")
                     : QStringLiteral("Nothing was run; leave these endpoints out or mend them first."));
        m_application.exit(problems.size() == m_endpoints.size() ? NothingReached : NotMet);
    }

    void cancel()
    {
        if (m_controller.state() == RunController::State::Idle)
            return m_application.exit(CancelledByUser);
        m_progress.clear();
        m_controller.stop();
    }

    const std::vector<Endpoint> m_endpoints;
    const bool m_calibrate;
    RunSetup m_setup; ///< until the run starts
    Calibrator m_calibrator;
    SimulatorHost m_simulators;
    RunPreparation m_preparation;
    RunController m_controller;
    ProgressLine m_progress;
    QCoreApplication &m_application;
};

}

int runCommand(const RunArguments &arguments)
{
    const auto suite = loadSuite(arguments.suite);
    if (!suite)
        return refuse(suite.error().toString());
    const auto endpoints = endpointsOf(arguments);
    if (!endpoints)
        return refuse(endpoints.error().toString());

    RunRequest request {.suite = *suite,
                        .endpoints = *endpoints,
                        .options = optionsOf(arguments),
                        .title = arguments.title,
                        .path = arguments.out,
                        .promptLengthsPath = PromptLengths::defaultPath()};
    const QString title = arguments.title.isEmpty() ? suite->name : arguments.title;
    if (request.path.isEmpty()) {
        const RunLibrary library(RunLibrary::defaultFolder());
        request.path = library.newPath(title, QDateTime::currentDateTime());
    } else if (QFileInfo::exists(request.path)) {
        return refuse(QStringLiteral("%1 exists already; name another file with --out").arg(request.path));
    }
    const CommandRun run(std::move(request), arguments.calibrate, *QCoreApplication::instance());
    return QCoreApplication::exec();
}

}
