// SPDX-License-Identifier: Apache-2.0
#include "endpoint/keyring.h"

#include <qt6keychain/keychain.h>

namespace streamgauge {

void storeInKeyring(const QString &name, const QString &key, std::function<void(Expected<void>)> done)
{
    auto *job = new QKeychain::WritePasswordJob(QStringLiteral("streamgauge")); // deletes itself when it has finished
    job->setKey(name);
    job->setTextData(key);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError)
            return done({});
        done(std::unexpected(Error {Error::Code::Io,
                                    QStringLiteral("the keyring did not take the key (%1); use an environment variable "
                                                   "instead")
                                        .arg(job->errorString()),
                                    {}}));
    });
    job->start();
}

}
