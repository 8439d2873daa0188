// SPDX-License-Identifier: Apache-2.0
#include "telemetry/commandsource.h"

#include "base/clock.h"
#include "runfile/secretfields.h"
#include "telemetry/gpureading.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <unistd.h>

#include <csignal>
#endif

namespace streamgauge {

namespace {

constexpr qsizetype mostOutput = 64 * 1024;

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString firstLine(const QByteArray &text)
{
    return QString::fromUtf8(text.trimmed().split('\n').first()).simplified().left(200);
}

}

CommandSource::CommandSource(QStringList command, bool isLocal, QObject *parent)
    : TelemetrySource(parent)
    , m_command(std::move(command))
    , m_isLocal(isLocal)
{
    constexpr auto limit = 5s; // ssh takes its time
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        m_tookTooLong = true;
        kill();
    });
}

CommandSource::~CommandSource()
{
    stop();
}

void CommandSource::ask()
{
    if (isAsking() || hasGivenUp())
        return;
    begin();
    m_output.clear();
    m_tookTooLong = false;
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &CommandSource::takeOutput);
    // Queued: the process is replaced by the next question, and may not start within start().
    connect(m_process.get(), &QProcess::finished, this, &CommandSource::takeEnd, Qt::QueuedConnection);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QMetaObject::invokeMethod(this, &CommandSource::takeEnd, Qt::QueuedConnection);
    });
#ifdef Q_OS_UNIX
    m_process->setChildProcessModifier([] { ::setpgid(0, 0); }); // so that a wrapper's children can be killed with it
#endif
    m_process->start(m_command.first(), m_command.sliced(1) + gpuQueryArguments());
    m_limit.start();
}

void CommandSource::takeOutput()
{
    const QByteArray more = m_process->readAllStandardOutput();
    m_output += more.first(std::min(more.size(), mostOutput - m_output.size()));
}

void CommandSource::takeEnd()
{
    if (!m_process)
        return;
    m_limit.stop();
    const std::unique_ptr<QProcess> process = std::move(m_process);
    const QString command = withoutSecretFlags(m_command.join(QLatin1Char(' ')));
    if (process->error() == QProcess::FailedToStart)
        return giveUp(QStringLiteral("\"%1\" cannot be started: %2").arg(command, process->errorString()));
    if (m_tookTooLong)
        return countFailure(QStringLiteral("\"%1\" did not answer within 5 s").arg(command));
    SampleValues values = readNvidiaSmi(m_output);
    if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0 || values.empty()) {
        const QByteArray said = process->readAllStandardError();
        return countFailure(QStringLiteral("\"%1\" gave no figures: %2")
                                .arg(command, firstLine(said.trimmed().isEmpty() ? m_output : said)));
    }
    if (m_isLocal && values.contains(QStringLiteral("unified_memory")))
        addSystemMemory(values, textOf(QStringLiteral("/proc/meminfo")));
    finish(values);
}

void CommandSource::kill()
{
#ifdef Q_OS_UNIX
    if (const qint64 id = m_process ? m_process->processId() : 0; id > 0)
        ::kill(static_cast<pid_t>(-id), SIGKILL);
#endif
    if (m_process)
        m_process->kill();
}

void CommandSource::stop()
{
    m_limit.stop();
    if (!m_process)
        return;
    m_process->disconnect(this);
    kill();
    m_process->waitForFinished(1000); // killed already: this only reaps it
    m_process.reset();
}

}

#include "moc_commandsource.cpp"
