// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "simulator/simulator.h"
#include "terminationsignals.h"

#include <QCoreApplication>
#include <QTextStream>

namespace streamgauge {

namespace {

int refuse(const Error &error)
{
    QTextStream(stderr) << "streamgauge simulate: " << error.toString() << '\n';
    return WrongUsage;
}

/// One line a model; its width is that of the longest label.
QString describe(const Endpoint &endpoint, const QString &url)
{
    return QStringLiteral("  %1  %2  %3\n").arg(endpoint.label, -12).arg(url, -29).arg(endpoint.model);
}

}

int simulateCommand(const SimulateArguments &arguments)
{
    const QStringList profiles = arguments.profiles.isEmpty() ? simulatorProfiles() : arguments.profiles;
    Simulator simulator({.speed = arguments.speed, .coldStart = !arguments.warm});
    QString served;
    int port = arguments.port;
    for (const QString &profile : profiles) {
        const Expected<Endpoint> endpoint = simulatedEndpoint(profile, arguments.speed);
        if (!endpoint)
            return refuse(endpoint.error());
        if (port > 65535)
            return refuse({Error::Code::Usage, QStringLiteral("no port left after 65535; choose a lower --port"), {}});
        const Expected<QString> url = simulator.serve(profile, static_cast<quint16>(port));
        if (!url)
            return refuse(url.error());
        served += describe(*endpoint, *url);
        port += port == 0 ? 0 : 1;
    }

    onTerminationSignal(QCoreApplication::instance(), &QCoreApplication::quit);
    QTextStream out(stdout);
    out << "Simulated models: no model runs, times come from a model of a DGX Spark";
    if (arguments.speed != 1)
        out << ", " << arguments.speed << " times as fast";
    out << ".\n" << served << "Ctrl-C ends.\n" << Qt::flush;
    return QCoreApplication::exec() == 0 ? AllWell : WrongUsage;
}

}
