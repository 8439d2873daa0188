// SPDX-License-Identifier: Apache-2.0
#include "run/hostinfo.h"

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

}

QJsonObject hostInfo()
{
    QJsonObject host {
        {QStringLiteral("name"), QSysInfo::machineHostName()},
        {QStringLiteral("os"), QSysInfo::prettyProductName()},
        {QStringLiteral("kernel"), QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion()},
        {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()},
        {QStringLiteral("cores"), QThread::idealThreadCount()},
    };
    if (const QString cpu = firstValue(QStringLiteral("/proc/cpuinfo"), QLatin1String("model name")); !cpu.isEmpty())
        host.insert(QStringLiteral("cpu"), cpu);
    const QString memory = firstValue(QStringLiteral("/proc/meminfo"), QLatin1String("MemTotal"));
    if (const double kibibytes = memory.section(QLatin1Char(' '), 0, 0).toDouble(); kibibytes > 0)
        host.insert(QStringLiteral("memory_gb"), qRound(kibibytes * 1024 / 1e8) / 10.0);
    return host;
}

}
