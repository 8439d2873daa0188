// SPDX-License-Identifier: Apache-2.0
#include "run/cacheresetjob.h"

#include "endpoint/cachereset.h"
#include "endpoint/httpfetch.h"
#include "runfile/secretfields.h"

#include <QNetworkAccessManager>

#ifdef Q_OS_UNIX
#include <unistd.h>

#include <csignal>
#endif

namespace streamgauge {

namespace {

constexpr qsizetype keptBytes = 2048;

QString firstLine(const QByteArray &text)
{
    constexpr qsizetype shown = 200;
    return QString::fromUtf8(text.first(std::min(text.size(), keptBytes)).trimmed().split('\n').first())
        .simplified()
        .left(shown);
}

QString withReason(const QString &what, const QString &reason)
{
    return reason.isEmpty() ? what : QStringLiteral("%1: %2").arg(what, reason);
}

}

CacheResetJob::CacheResetJob(Done done)
    : m_done(std::move(done))
{
}

CacheResetJob::~CacheResetJob()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->disconnect(this);
#ifdef Q_OS_UNIX
    if (const qint64 id = m_process->processId(); id > 0)
        ::kill(static_cast<pid_t>(-id), SIGKILL);
#endif
    m_process->kill();
    m_process->waitForFinished(1000); // killed already: this only reaps it
}

void CacheResetJob::start(const Endpoint &endpoint, const QString &apiKey)
{
    if (endpoint.cacheReset.command.isEmpty())
        return post(endpoint, apiKey);
    m_command = withoutSecretFlags(endpoint.cacheReset.command);
    run(cacheResetCommand(endpoint.cacheReset));
}

void CacheResetJob::post(const Endpoint &endpoint, const QString &apiKey)
{
    const QNetworkRequest request = cacheResetRequest(endpoint, apiKey);
    const QString url = withoutSecretsInUrl(request.url().toString());
    m_manager = std::make_unique<QNetworkAccessManager>();
    m_manager->setProxy(proxyFor(request.url()));
    // Some servers refuse a POST without a body; none minds an empty object.
    fetch(*m_manager, request, "{}", this, [this, url](const HttpAnswer &answer) { takeAnswer(url, answer); });
}

void CacheResetJob::takeAnswer(const QString &url, const HttpAnswer &answer)
{
    const QString body = QString::fromUtf8(answer.body.first(std::min(answer.body.size(), keptBytes)));
    if (answer.status == 0)
        return m_done(withReason(QStringLiteral("no answer from %1").arg(url), answer.errorText), body);
    constexpr int successes = 2;
    if (answer.status / 100 == successes)
        return m_done({}, body);
    m_done(withReason(QStringLiteral("%1 answered HTTP %2").arg(url).arg(answer.status), firstLine(answer.body)), body);
}

void CacheResetJob::run(const QStringList &command)
{
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::finished, this, &CacheResetJob::takeEnd, Qt::QueuedConnection);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QMetaObject::invokeMethod(this, &CacheResetJob::takeEnd, Qt::QueuedConnection);
    });
#ifdef Q_OS_UNIX
    m_process->setChildProcessModifier([] { ::setpgid(0, 0); }); // so that a wrapper's children can be ended with it
#endif
    m_process->start(command.first(), command.sliced(1));
}

void CacheResetJob::takeEnd()
{
    if (m_process->error() == QProcess::FailedToStart)
        return m_done(QStringLiteral("\"%1\" cannot be started: %2").arg(m_command, m_process->errorString()), {});
    const QByteArray said = m_process->readAllStandardError() + m_process->readAllStandardOutput();
    const QString answer = QString::fromUtf8(said.first(std::min(said.size(), keptBytes)));
    if (m_process->exitStatus() != QProcess::NormalExit)
        return m_done(withReason(QStringLiteral("\"%1\" crashed").arg(m_command), firstLine(said)), answer);
    if (const int code = m_process->exitCode(); code != 0)
        return m_done(
            withReason(QStringLiteral("\"%1\" ended with exit status %2").arg(m_command).arg(code), firstLine(said)),
            answer);
    m_done({}, answer);
}

}

#include "moc_cacheresetjob.cpp"
