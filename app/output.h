// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace streamgauge {

/// One line on stderr.
void complain(const QString &message);

/// @p text on stdout, whole; false, and said, where it could not be written to its end.
bool print(const QByteArray &text);

}
