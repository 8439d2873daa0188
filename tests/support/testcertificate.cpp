// SPDX-License-Identifier: Apache-2.0
#include "testcertificate.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QStandardPaths>

namespace streamgauge {

QSslConfiguration TestCertificate::server()
{
    if (std::exchange(m_isTried, true))
        return m_server;
    const QString program = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    const QString key = m_folder.filePath(QStringLiteral("key.pem"));
    const QStringList arguments {QStringLiteral("req"),
                                 QStringLiteral("-x509"),
                                 QStringLiteral("-newkey"),
                                 QStringLiteral("ec"),
                                 QStringLiteral("-pkeyopt"),
                                 QStringLiteral("ec_paramgen_curve:prime256v1"),
                                 QStringLiteral("-nodes"),
                                 QStringLiteral("-subj"),
                                 QStringLiteral("/CN=streamgauge test"),
                                 QStringLiteral("-addext"),
                                 QStringLiteral("subjectAltName=IP:127.0.0.1"),
                                 QStringLiteral("-days"),
                                 QStringLiteral("2"),
                                 QStringLiteral("-keyout"),
                                 key,
                                 QStringLiteral("-out"),
                                 path()};
    if (program.isEmpty() || QProcess::execute(program, arguments) != 0)
        return m_server;
    QFile keyFile(key);
    if (!keyFile.open(QIODevice::ReadOnly))
        return m_server;
    m_server = QSslConfiguration::defaultConfiguration();
    m_server.setLocalCertificateChain(QSslCertificate::fromPath(path()));
    m_server.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Ec));
    m_server.setPeerVerifyMode(QSslSocket::VerifyNone);
    return m_server;
}

}
