// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"

#include "simulator/modelserver.h"
#include "suite/suiteparser.h"

#include <QThread>

#include <map>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace streamgauge {

namespace {

/// A thousand streams need a thousand descriptors, where desktops allow 1,024 unless asked.
void raiseFileLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
#endif
}

/// Everything that lives in the simulator's thread.
class SimulatorWorker
{
public:
    SimulatorWorker(DeviceSpec device, SimulatorOptions options)
        : m_options(options)
        , m_runner(std::move(device), options.speed)
    {
    }

    Expected<quint16> serve(const SimulatorProfile &profile, const Suite &suite, quint16 port)
    {
        auto server = std::make_unique<ModelServer>(profile, suite, m_options, m_runner);
        const Expected<quint16> bound = server->listen(port);
        if (bound)
            m_servers.push_back(std::move(server));
        return bound;
    }

    void reset()
    {
        for (const auto &server : m_servers)
            server->reset();
        m_runner.reset();
    }

private:
    SimulatorOptions m_options;
    DeviceRunner m_runner;
    std::vector<std::unique_ptr<ModelServer>> m_servers;
};

}

struct Simulator::Private
{
    SimulatorOptions options;
    QThread thread;
    std::unique_ptr<SimulatorWorker> worker; ///< made and destroyed in the thread
    QObject context;                         ///< lives in the thread
    std::map<QString, QString> urls;         ///< of the running profiles

    /// Runs @p job in the thread and waits for it.
    template<typename Job>
    void inThread(Job job)
    {
        QMetaObject::invokeMethod(&context, job, Qt::BlockingQueuedConnection);
    }
};

Simulator::Simulator(SimulatorOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    raiseFileLimit();
    d->options = options;
    d->thread.setObjectName(QStringLiteral("simulator"));
    d->context.moveToThread(&d->thread);
    d->thread.start();
}

Simulator::~Simulator()
{
    d->inThread([this] { d->worker.reset(); });
    d->thread.quit();
    d->thread.wait();
}

Expected<QString> Simulator::serve(const QString &profile, quint16 port)
{
    if (const auto running = d->urls.find(profile); running != d->urls.end())
        return running->second;
    const Expected<SimulatorProfile> loaded = loadSimulatorProfile(profile);
    if (!loaded)
        return std::unexpected(loaded.error());
    const Expected<Suite> suite = loadSuite(loaded->suite);
    if (!suite)
        return std::unexpected(suite.error());
    const Expected<DeviceSpec> device = loadDeviceSpec(loaded->hardware);
    if (!device)
        return std::unexpected(device.error());

    Expected<quint16> bound;
    d->inThread([&] {
        if (!d->worker)
            d->worker = std::make_unique<SimulatorWorker>(*device, d->options);
        bound = d->worker->serve(*loaded, *suite, port);
    });
    if (!bound)
        return std::unexpected(bound.error());
    const QString url = QStringLiteral("http://127.0.0.1:%1/v1").arg(*bound);
    d->urls.emplace(profile, url);
    return url;
}

void Simulator::reset()
{
    d->inThread([this] {
        if (d->worker)
            d->worker->reset();
    });
}

}

#include "moc_simulator.cpp"
