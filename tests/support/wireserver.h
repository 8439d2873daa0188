// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QThread>

#include <atomic>
#include <memory>

class QTcpSocket;

namespace streamgauge {

/// A server in a thread of its own that writes when it is told to, so that it can while the client cannot read. What is
/// written goes to the newest connection.
class WireServer
{
public:
    explicit WireServer(const QSslConfiguration &tls = {});
    ~WireServer();
    WireServer(const WireServer &) = delete;
    WireServer &operator=(const WireServer &) = delete;

    /// Returns when the client's kernel has the bytes, and so has stamped them: on a busy machine they may be with ours
    /// for long.
    void write(const QByteArray &bytes);
    void close();          ///< what was written still arrives
    void reset();          ///< what was written may not
    void stopReading();    ///< of the next connections: what they send waits in the kernel's queues
    void readOn();         ///< the newest connection is read again
    QByteArray received(); ///< on the newest connection

    quint16 port = 0;
    std::atomic<bool> asked = false; ///< a request, or its beginning, has come
    std::atomic<int> connections = 0;

private:
    void accept();
    template<typename Function>
    void run(Function function)
    {
        QMetaObject::invokeMethod(&m_context, function, Qt::BlockingQueuedConnection);
    }

    QObject m_context;
    QThread m_thread;
    std::unique_ptr<QTcpServer> m_server;
    QTcpSocket *m_socket = nullptr;
    QByteArray m_received;
    bool m_reads = true;
};

}
