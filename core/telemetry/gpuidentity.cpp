// SPDX-License-Identifier: Apache-2.0
#include "telemetry/gpuidentity.h"

#include "base/clock.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QTimer>

namespace streamgauge {

namespace {

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QJsonObject described(const QStringList &names, const QString &driver)
{
    QJsonObject gpus;
    if (!names.isEmpty())
        gpus.insert(QStringLiteral("gpus"), QJsonArray::fromStringList(names));
    if (!driver.isEmpty())
        gpus.insert(QStringLiteral("gpu_driver"), driver);
    return gpus;
}

/// Lines of "NVIDIA H100 80GB HBM3, 550.54.15".
QJsonObject readNames(const QString &output)
{
    QStringList names;
    QString driver;
    for (const QString &line : output.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(QLatin1Char(','));
        if (cells.size() != 2)
            continue;
        names.append(cells[0].trimmed().left(100));
        driver = cells[1].trimmed().left(100);
    }
    return described(names, driver);
}

}

QJsonObject localGpus(const QString &proc)
{
    static const QRegularExpression module(QStringLiteral("Kernel Module(?: for \\S+)?\\s+([0-9][0-9.]+)"));
    static const QRegularExpression model(QStringLiteral("^Model:\\s*(.+)$"), QRegularExpression::MultilineOption);
    const QDir folder(proc + QStringLiteral("/driver/nvidia/gpus"));
    QStringList names;
    for (const QString &gpu : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (const auto found = model.match(textOf(folder.filePath(gpu) + QStringLiteral("/information")));
            found.hasMatch())
            names.append(found.captured(1).trimmed());
    return described(names, module.match(textOf(proc + QStringLiteral("/driver/nvidia/version"))).captured(1));
}

void askGpus(const QStringList &command, QObject *context, std::function<void(const QJsonObject &)> done)
{
    constexpr auto limit = 4s;
    auto *process = new QProcess(context);
    process->setStandardInputFile(QProcess::nullDevice());
    const auto finish = [process, done = std::move(done)] {
        process->disconnect();
        const QJsonObject gpus = readNames(QString::fromUtf8(process->readAllStandardOutput()));
        process->deleteLater();
        done(gpus);
    };
    QObject::connect(process, &QProcess::finished, context, finish);
    QObject::connect(
        process, &QProcess::errorOccurred, context,
        [finish](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish();
        },
        Qt::QueuedConnection);
    QTimer::singleShot(limit, process, &QProcess::kill);
    process->start(
        command.first(),
        command.sliced(1)
            + QStringList {QStringLiteral("--query-gpu=name,driver_version"), QStringLiteral("--format=csv,noheader")});
}

}
