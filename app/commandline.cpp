// SPDX-License-Identifier: Apache-2.0
#include "commandline.h"

#include "commands.h"

#include <QApplication>

#include <CLI/CLI.hpp>

#include <functional>

namespace streamgauge {

namespace {

QStringList toStringList(const std::vector<std::string> &values)
{
    QStringList list;
    for (const std::string &value : values)
        list.append(QString::fromStdString(value));
    return list;
}

struct RawArguments
{
    std::vector<std::string> files;
    std::vector<std::string> runs;
    std::vector<std::string> endpoints;
    std::vector<std::string> models;
    std::vector<std::string> labels;
    std::vector<std::string> profiles;
    std::vector<std::string> offered;
    std::string suite = "speed-test";
    std::string config;
    std::string order = "one-by-one";
    std::string arrivals = "poisson";
    std::string title;
    std::string out;
    std::string baseline;
    std::string format;
    std::string to;
    std::string chart = "speed-test";
    std::string size;
    std::string theme = "light";
};

using Action = std::function<int()>;

void addDashboard(CLI::App &app, RawArguments &raw, DashboardArguments &dashboard)
{
    app.add_option("FILE", raw.files, "Run files to open in Compare");
    app.add_option("--simulate", raw.offered, "A simulated endpoint for this session of the dashboard")->take_all();
    app.add_option("--speed", dashboard.speed, "How many times faster its time passes")
        ->check(CLI::Range(0.01, 1000.0))
        ->capture_default_str();
}

void addLoadDetails(CLI::App &command, RawArguments &raw, RunArguments &run, CLI::Option *rate)
{
    command.add_option("--duration", run.duration_s, "Seconds a load goes on, instead of repetitions")
        ->check(CLI::Range(0.1, 86400.0));
    command.add_option("--arrivals", raw.arrivals, "How requests at a rate are spaced")
        ->check(CLI::IsMember({"constant", "poisson", "gamma"}))
        ->capture_default_str()
        ->needs(rate);
    command.add_option("--burstiness", run.burstiness, "Shape of gamma arrivals: 1 is Poisson, below it burstier")
        ->check(CLI::Range(0.01, 1000.0))
        ->needs(rate);
    command
        .add_option("--max-concurrency", run.maxConcurrency,
                    "With a rate: more than so many at once wait in the client")
        ->check(CLI::Range(1, 10000))
        ->needs(rate);
    command.add_flag("--stop-at-saturation", run.stopAtSaturation, "End a sweep once it is past saturation");
}

void addRun(CLI::App &app, RawArguments &raw, RunArguments &run, Action &action)
{
    CLI::App *command = app.add_subcommand("run", "Run a suite on one or more endpoints");
    command->add_option("SUITE", raw.suite, "A suite file or the name of a bundled suite")->capture_default_str();
    command->add_option("--endpoint", raw.endpoints, "Base URL, as http://host:8000; may be given several times")
        ->take_all();
    command->add_option("--model", raw.models, "Model of the n-th endpoint; asked from the server when missing")
        ->take_all();
    command->add_option("--label", raw.labels, "Label of the n-th endpoint")->take_all();
    command->add_option("--config", raw.config, "An endpoints.yaml to run on");
    command
        ->add_option("--simulate", raw.profiles, "A simulated endpoint: llama-70b, mistral-24b, qwen3-32b, gpt-oss-20b")
        ->take_all();
    command->add_option("--speed", run.speed, "How many times faster simulated time passes")
        ->check(CLI::Range(0.01, 1000.0))
        ->capture_default_str();
    command->add_option("--repetitions", run.repetitions, "Instead of the suite's")->check(CLI::Range(1, 100000));
    command->add_option("--warmup", run.warmup, "Warm-up requests per endpoint")->check(CLI::Range(0, 1000));
    CLI::Option *concurrency =
        command->add_option("--concurrency", run.concurrency, "Requests at once per endpoint; several are a sweep")
            ->delimiter(',')
            ->check(CLI::Range(1, 100000));
    CLI::Option *rate = command->add_option("--rate", run.rates, "Requests a second; several are a sweep")
                            ->delimiter(',')
                            ->check(CLI::Range(1e-3, 1e5))
                            ->excludes(concurrency);
    addLoadDetails(*command, raw, run, rate);
    command->add_option("--order", raw.order, "How endpoints take turns")
        ->check(CLI::IsMember({"one-by-one", "together", "interference", "interleaved"}))
        ->capture_default_str();
    command->add_flag("--calibrate", run.calibrate,
                      "First measure how right the client's own times are at this concurrency; kept with the run");
    command->add_option("--title", raw.title, "Title of the saved run");
    command->add_option("--out", raw.out, "Run file to write; default: the library of saved runs");
    command->callback([&] {
        run.suite = QString::fromStdString(raw.suite);
        run.endpoints = toStringList(raw.endpoints);
        run.models = toStringList(raw.models);
        run.labels = toStringList(raw.labels);
        run.config = QString::fromStdString(raw.config);
        run.simulate = toStringList(raw.profiles);
        run.order = QString::fromStdString(raw.order);
        run.arrivals = QString::fromStdString(raw.arrivals);
        run.title = QString::fromStdString(raw.title);
        run.out = QString::fromStdString(raw.out);
        action = [&run] { return runCommand(run); };
    });
}

void addReport(CLI::App &app, RawArguments &raw, ReportArguments &report, Action &action)
{
    CLI::App *command = app.add_subcommand("report", "Print the averages of saved runs");
    command->add_option("RUN", raw.runs, "Run files")->required();
    command->add_option("--baseline", raw.baseline, "Label of the series the others are compared with");
    command->add_option("--format", raw.format, "Instead of plain text")
        ->check(CLI::IsMember({"markdown", "csv", "json"}));
    command->callback([&] {
        report.runs = toStringList(raw.runs);
        report.baseline = QString::fromStdString(raw.baseline);
        report.format = QString::fromStdString(raw.format);
        action = [&report] { return reportCommand(report); };
    });
}

void addExport(CLI::App &app, RawArguments &raw, ExportArguments &arguments, Action &action)
{
    CLI::App *command = app.add_subcommand("export", "Draw a chart of saved runs into a file");
    command->add_option("RUN", raw.runs, "Run files")->required();
    command->add_option("--to", raw.to, "FILE.png, .svg, .pdf, or .pptx for the whole comparison as slides")
        ->required();
    command->add_option("--baseline", raw.baseline,
                        "Label (or run file) of a series. Where one other series remains, that one is drawn, in blue, "
                        "orange and green, and the baseline's averages are dashed lines; otherwise all have bars");
    command->add_flag("--with-cold", arguments.withCold, "Cold requests in the averages, as if they were warm");
    command
        ->add_option("--chart", raw.chart,
                     "speed-test, limits (the memory's), spread-, shares- or requests- with ttft, total-time or tps, "
                     "sweep-throughput, sweep-ttft, sweep-tps, pareto, or all: "
                     "the whole comparison as .pdf or .pptx")
        ->capture_default_str();
    command->add_option("--title", raw.title, "Instead of the finding");
    command->add_option("--size", raw.size,
                        "WxH in pixels, or notebook (15 x 5 inches, the default), slide, slide-4k, half-slide, "
                        "slide-4x3, a4, page");
    command->add_option("--dpi", arguments.dpi, "Dots per inch; default: 150, or what belongs to the named size")
        ->check(CLI::Range(30, 1200));
    command->add_option("--theme", raw.theme, "Colours")
        ->check(CLI::IsMember({"light", "dark", "transparent"}))
        ->capture_default_str();
    command->callback([&] {
        arguments.runs = toStringList(raw.runs);
        arguments.to = QString::fromStdString(raw.to);
        arguments.baseline = QString::fromStdString(raw.baseline);
        arguments.chart = QString::fromStdString(raw.chart);
        arguments.title = QString::fromStdString(raw.title);
        arguments.size = QString::fromStdString(raw.size);
        arguments.theme = QString::fromStdString(raw.theme);
        action = [&arguments] { return exportCommand(arguments); };
    });
}

void addCheck(CLI::App &app, RawArguments &raw, CheckArguments &check, Action &action)
{
    CLI::App *command = app.add_subcommand(
        "check",
        "Say what the figures of saved runs hide: cold starts, caches, guessed tokens, queues...\n"
        "Exit status 1 if a check fails, that is, finds an error: failed requests, token counts that cannot be right,\n"
        "rates beyond what the memory allows, times that are the client's own. Warnings do not fail unless --strict;\n"
        "2 if a file cannot be read.");
    command->add_option("RUN", raw.runs, "Run files; default: the newest saved run");
    command->add_flag("--strict", check.strict, "Warnings fail too");
    command->callback([&] {
        check.runs = toStringList(raw.runs);
        action = [&check] { return checkCommand(check); };
    });
}

void addSimulate(CLI::App &app, RawArguments &raw, SimulateArguments &simulate, Action &action)
{
    CLI::App *command = app.add_subcommand("simulate", "Serve simulated models to any client, on 127.0.0.1");
    command->add_option("PROFILE", raw.profiles, "llama-70b, mistral-24b, qwen3-32b, gpt-oss-20b; default: all");
    command->add_option("--port", simulate.port, "Port of the first profile; the others follow")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    command->add_option("--speed", simulate.speed, "How many times faster time passes")
        ->check(CLI::Range(0.01, 1000.0))
        ->capture_default_str();
    command->add_flag("--warm", simulate.warm, "No cold start");
    command->callback([&] {
        simulate.profiles = toStringList(raw.profiles);
        action = [&simulate] { return simulateCommand(simulate); };
    });
}

void addCalibrate(CLI::App &app, CalibrateArguments &calibrate, Action &action)
{
    CLI::App *command = app.add_subcommand("calibrate", "Measure how right this machine's own times are");
    command->add_option("--concurrency", calibrate.concurrency, "Streams at once")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    command->add_option("--rate", calibrate.rate, "Tokens a second of each stream")
        ->check(CLI::Range(1.0, 10000.0))
        ->capture_default_str();
    command->callback([&] { action = [&calibrate] { return calibrateCommand(calibrate); }; });
}

void addBandwidth(CLI::App &app, BandwidthArguments &bandwidth, Action &action)
{
    CLI::App *command = app.add_subcommand(
        "bandwidth", "Measure how fast this machine reads its memory, which bounds how fast it can decode");
    command->add_flag("--save", bandwidth.save, "Add it to the user's hardware.yaml as \"this machine\"");
    command->callback([&] { action = [&bandwidth] { return bandwidthCommand(bandwidth); }; });
}

}

int runCommandLine(int argc, char **argv)
{
    RawArguments raw;
    DashboardArguments dashboard;
    RunArguments run;
    ReportArguments report;
    ExportArguments exportArguments;
    CheckArguments check;
    SimulateArguments simulate;
    CalibrateArguments calibrate;
    BandwidthArguments bandwidth;
    Action action;

    CLI::App app {"Streamgauge measures how fast language models answer."};
    app.name("streamgauge");
    app.set_version_flag("--version", std::string("streamgauge ") + STREAMGAUGE_VERSION);
    app.require_subcommand(0, 1);
    addDashboard(app, raw, dashboard);
    addRun(app, raw, run, action);
    addReport(app, raw, report, action);
    addExport(app, raw, exportArguments, action);
    addCheck(app, raw, check, action);
    addSimulate(app, raw, simulate, action);
    addCalibrate(app, calibrate, action);
    addBandwidth(app, bandwidth, action);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? AllWell : WrongUsage;
    }

    QCoreApplication::setApplicationName(QStringLiteral("streamgauge"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STREAMGAUGE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.streamgauge.Streamgauge"));

    if (action && !app.got_subcommand("export")) {
        const QCoreApplication application(argc, argv);
        return action();
    }
    if (action) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // fonts and painting, no display
        const QGuiApplication application(argc, argv);
        return action();
    }
    const QApplication application(argc, argv);
    dashboard.files = toStringList(raw.files);
    dashboard.simulate = toStringList(raw.offered);
    return dashboardCommand(dashboard);
}

}
