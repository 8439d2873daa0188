// SPDX-License-Identifier: Apache-2.0
#include "appservices.h"
#include "appstyle.h"
#include "commands.h"
#include "endpoint/endpointsfile.h"
#include "endpointmonitor.h"
#include "endpointstore.h"
#include "mainwindow.h"
#include "run/runcontroller.h"
#include "runfile/bundledruns.h"
#include "runfile/runlibrary.h"
#include "settingspage.h"
#include "simulator/simulatorhost.h"
#include "suitestore.h"

#include <QApplication>
#include <QTextStream>

namespace streamgauge {

namespace {

/// The simulated endpoints of this session: those asked for, or at first start two to look around with.
Expected<std::vector<Endpoint>> sessionEndpoints(const DashboardArguments &arguments, bool firstStart)
{
    QStringList profiles = arguments.simulate;
    if (profiles.isEmpty() && firstStart)
        profiles = {QStringLiteral("mistral-24b"), QStringLiteral("qwen3-32b")};
    std::vector<Endpoint> endpoints;
    for (const QString &profile : profiles) {
        const auto endpoint = simulatedEndpoint(profile, arguments.speed);
        if (!endpoint)
            return std::unexpected(endpoint.error());
        endpoints.push_back(*endpoint);
    }
    return endpoints;
}

}

int dashboardCommand(const DashboardArguments &arguments)
{
    EndpointStore endpoints(defaultEndpointsPath());
    const auto session = sessionEndpoints(arguments, !endpoints.fileExists());
    if (!session) {
        QTextStream(stderr) << session.error().toString() << '\n';
        return WrongUsage;
    }
    endpoints.addForSession(*session);

    AppStyle style(*qApp);
    SimulatorHost simulators;
    RunController controller;
    RunLibrary library(SettingsPage::runsFolder(), bundledRuns());
    EndpointMonitor monitor(endpoints);
    QObject::connect(&controller, &RunController::stateChanged, &monitor, [&monitor](RunController::State state) {
        monitor.setPaused(state != RunController::State::Idle);
    });
    SuiteStore suites(SuiteStore::defaultFolder());
    AppServices services {library, controller, simulators, endpoints, monitor, suites, style};
    MainWindow window(services);
    window.show();
    if (!arguments.files.isEmpty())
        window.openRuns(withBundledRuns(arguments.files));
    return QApplication::exec();
}

}
