// SPDX-License-Identifier: Apache-2.0
#include "run/hostinfo.h"

#include "telemetry/gpuidentity.h"

#include <QFile>
#include <QSysInfo>
#include <QThread>

namespace streamgauge {

namespace {

/// The value of the first line of @p path that begins with @p name; empty where there is none.
QString firstValue(const QString &path, QLatin1String name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // Files in /proc have no size: read until nothing comes.
    while (true) {
        const QByteArray line = file.readLine();
        if (line.isEmpty())
            return {};
        const QString text = QString::fromUtf8(line);
        if (text.startsWith(name))
            return text.section(QLatin1Char(':'), 1).trimmed();
    }
}

/// ARM's has no name, but says who made it: "ARM implementer 0x41, part 0xd85".
QString cpuName(const QString &proc)
{
    const QString path = proc + QStringLiteral("/cpuinfo");
    if (const QString name = firstValue(path, QLatin1String("model name")); !name.isEmpty())
        return name;
    const QString implementer = firstValue(path, QLatin1String("CPU implementer"));
    return implementer.isEmpty()
        ? QString()
        : QStringLiteral("ARM implementer %1, part %2").arg(implementer, firstValue(path, QLatin1String("CPU part")));
}

}

QJsonObject hostInfo(const QString &proc)
{
    QJsonObject host {
        {QStringLiteral("name"), QSysInfo::machineHostName()},
        {QStringLiteral("os"), QSysInfo::prettyProductName()},
        {QStringLiteral("kernel"), QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion()},
        {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()},
        {QStringLiteral("cores"), QThread::idealThreadCount()},
    };
    if (const QString cpu = cpuName(proc); !cpu.isEmpty())
        host.insert(QStringLiteral("cpu"), cpu);
    const QString memory = firstValue(proc + QStringLiteral("/meminfo"), QLatin1String("MemTotal"));
    if (const double kibibytes = memory.section(QLatin1Char(' '), 0, 0).toDouble(); kibibytes > 0)
        host.insert(QStringLiteral("memory_gb"), qRound(kibibytes * 1024 / 1e8) / 10.0);
    const QJsonObject gpus = localGpus(proc);
    for (auto fact = gpus.begin(); fact != gpus.end(); ++fact)
        host.insert(fact.key(), fact.value());
    return host;
}

}
