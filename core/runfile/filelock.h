// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QFile;

namespace streamgauge {

/// Marks an open run file as being written, until it is closed or the program ends. Advisory: readers need no lock.
void lockForWriting(QFile &file);

/// Whether some RunWriter, in this program or another, is still writing to the file.
bool isBeingWritten(const QString &path);

}
