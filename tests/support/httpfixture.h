// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace streamgauge {

/// A small HTTP server on 127.0.0.1 with fixed answers. A page without an answer is 404;
/// one with an empty answer is read and never answered.
class HttpFixture : public QTcpServer
{
public:
    explicit HttpFixture(QObject *parent = nullptr);

    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }

    /// The bytes to be sent for @p path. Several calls for one path answer one request each; the last one stays.
    void answer(const QByteArray &path, const QByteArray &raw) { m_answers[path].push_back(raw); }
    void answerJson(const QByteArray &path, const QByteArray &json, const QByteArray &status = "200 OK");
    void answerStream(const QByteArray &path, const QByteArray &events);

    /// Requests to @p path so far, head and body.
    QByteArrayList requests(const QByteArray &path) const { return m_requests.value(path); }

private:
    void accept();
    void read(QTcpSocket *socket);

    QMap<QByteArray, QByteArrayList> m_answers;
    QMap<QByteArray, QByteArrayList> m_requests;
    QMap<QTcpSocket *, QByteArray> m_received;
};

}
