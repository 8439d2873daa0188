// SPDX-License-Identifier: Apache-2.0
#include "runfile/filelock.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#endif

namespace streamgauge {

#ifdef Q_OS_UNIX

void lockForWriting(QFile &file)
{
    ::flock(file.handle(),
            LOCK_EX); // waits for probes only; a file system without locks: nobody is warned, nothing is lost
}

bool isBeingWritten(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    return ::flock(file.handle(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

#else

void lockForWriting(QFile &) { }

bool isBeingWritten(const QString &)
{
    return false; // an open file cannot be replaced there anyway
}

#endif

}
