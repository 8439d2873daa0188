// SPDX-License-Identifier: Apache-2.0
#include "capture.h"

#include <QFile>

#include <unistd.h>

#include <cstdio>

namespace streamgauge {

namespace {

/// Sends a standard stream into a file for as long as it lives.
class Redirection
{
public:
    Redirection(FILE *stream, const QString &path)
        : m_stream(stream)
        , m_path(path)
        , m_original(dup(fileno(stream)))
    {
        std::fflush(stream);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || dup2(file.handle(), fileno(stream)) < 0)
            qFatal("a stream cannot be redirected");
    }
    Redirection(const Redirection &) = delete;
    Redirection &operator=(const Redirection &) = delete;
    ~Redirection() { restore(); }

    QString text()
    {
        restore();
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private:
    void restore()
    {
        if (m_original < 0)
            return;
        std::fflush(m_stream);
        dup2(m_original, fileno(m_stream));
        close(m_original);
        m_original = -1;
    }

    FILE *m_stream;
    QString m_path;
    int m_original;
};

}

Printed printedBy(const QTemporaryDir &folder, const std::function<int()> &command)
{
    Redirection out(stdout, folder.filePath(QStringLiteral("out")));
    Redirection err(stderr, folder.filePath(QStringLiteral("err")));
    Printed printed;
    printed.status = command();
    printed.out = out.text();
    printed.err = err.text();
    return printed;
}

}
