// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace streamgauge {

/// Exit statuses of every command.
enum ExitStatus { AllWell = 0, NotMet = 1, WrongUsage = 2, NothingReached = 3, CancelledByUser = 130 };

struct DashboardArguments
{
    QStringList files;    ///< opened in Compare
    QStringList simulate; ///< profiles offered as endpoints, for a first look
    double speed = 1;
};

struct RunArguments
{
    QString suite = QStringLiteral("speed-test"); ///< a file or a bundled suite's name
    QStringList endpoints;                        ///< URLs
    QStringList models;                           ///< the n-th belongs to the n-th endpoint
    QStringList labels;
    QString config; ///< an endpoints.yaml
    QStringList simulate;
    double speed = 1;
    std::optional<int> repetitions;
    std::optional<int> warmup;
    std::vector<int> concurrency;
    std::vector<double> rates;
    QString arrivals = QStringLiteral("poisson");
    double burstiness = 1;
    std::optional<double> duration_s;
    std::optional<int> maxConcurrency;
    bool stopAtSaturation = false;
    QString order = QStringLiteral("one-by-one");
    QString title;
    QString out;
    bool calibrate = false; ///< first measure the client itself, at the run's concurrency
};

struct ReportArguments
{
    QStringList runs;
    QString baseline;
    QString format; ///< "markdown", "csv", "json"; empty: aligned text
};

struct ExportArguments
{
    QStringList runs;
    QString to;
    QString baseline;      ///< a series' label or a run's file; empty: none
    bool withCold = false; ///< cold requests in the averages
    QString chart = QStringLiteral("speed-test");
    QString title {}; ///< instead of the finding
    QString size;     ///< "WxH" in pixels, or a name of namedSizes(); empty: 15 × 5 inches
    std::optional<int> dpi {};
    QString theme = QStringLiteral("light");
};

struct CheckArguments
{
    QStringList runs;    ///< none: the newest saved run
    bool strict = false; ///< warnings fail too
};

struct SimulateArguments
{
    QStringList profiles; ///< empty: all
    int port = 8000;      ///< of the first; the others follow
    double speed = 1;
    bool warm = false; ///< no cold start
};

struct CalibrateArguments
{
    int concurrency = 16;
    double rate = 50; ///< tokens a second of each stream
};

struct BandwidthArguments
{
    bool save = false; ///< into the user's hardware.yaml
};

// Each needs a QCoreApplication (the dashboard a QApplication, export a QGuiApplication); the process's exit status.
int dashboardCommand(const DashboardArguments &arguments);
int runCommand(const RunArguments &arguments);
int reportCommand(const ReportArguments &arguments);
int exportCommand(const ExportArguments &arguments);
int checkCommand(const CheckArguments &arguments);
int calibrateCommand(const CalibrateArguments &arguments);
int bandwidthCommand(const BandwidthArguments &arguments);
int simulateCommand(const SimulateArguments &arguments);

}
