// SPDX-License-Identifier: Apache-2.0
#include "endpoint/secrets.h"

#include <QProcessEnvironment>
#include <qt6keychain/keychain.h>

namespace streamgauge {

namespace {

const QString keyringService = QStringLiteral("streamgauge");

QString environmentValue(const QString &name)
{
    return QProcessEnvironment::systemEnvironment().value(name).trimmed();
}

Expected<QString> fromEnvironment(const QString &name)
{
    const QString value = environmentValue(name);
    if (value.isEmpty())
        return std::unexpected(
            Error {Error::Code::Usage,
                   QStringLiteral("the environment variable %1 is not set; set it to the API key before starting "
                                  "Streamgauge (export %1=…)")
                       .arg(name),
                   {}});
    return value;
}

Expected<QString> fromKeyring(const QString &name, const QKeychain::ReadPasswordJob &job)
{
    if (job.error() == QKeychain::NoError && !job.textData().isEmpty())
        return job.textData();
    if (const QString value = environmentValue(name); !value.isEmpty())
        return value;
    const QString reason = job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound
        ? QStringLiteral("the keyring has no entry \"%1\" of \"%2\"").arg(name, keyringService)
        : QStringLiteral("the keyring cannot be asked for \"%1\" (%2)").arg(name, job.errorString());
    return std::unexpected(
        Error {Error::Code::Usage,
               QStringLiteral("%1, and the environment variable %2 is not set; store the API key in one of them")
                   .arg(reason, name),
               {}});
}

}

void resolveSecret(const SecretReference &reference, std::function<void(Expected<QString>)> done)
{
    switch (reference.kind) {
    case SecretReference::Kind::None:
        return done(QString());
    case SecretReference::Kind::Environment:
        return done(fromEnvironment(reference.name));
    case SecretReference::Kind::Keyring:
        break;
    }
    auto *job = new QKeychain::ReadPasswordJob(keyringService); // deletes itself when it has finished
    job->setKey(reference.name);
    QObject::connect(job, &QKeychain::Job::finished, job,
                     [job, name = reference.name, done = std::move(done)] { done(fromKeyring(name, *job)); });
    job->start();
}

std::pair<QByteArray, QByteArray> keyHeader(const SecretReference &reference, const QString &key)
{
    if (key.isEmpty())
        return {};
    if (reference.header.isEmpty())
        return {"Authorization", "Bearer " + key.toUtf8()};
    return {reference.header.toUtf8(), key.toUtf8()};
}

}
