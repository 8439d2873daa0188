// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace streamgauge {

/// A certificate for 127.0.0.1, made by OpenSSL's program when it is first asked for.
class TestCertificate
{
public:
    QSslConfiguration server(); ///< null where the program is not to be had
    QString path() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }

private:
    QTemporaryDir m_folder;
    QSslConfiguration m_server;
    bool m_isTried = false;
};

}
