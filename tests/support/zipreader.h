// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace streamgauge {

/// The files in an archive by their names, as libzip reads them with its checks on; empty, with a warning, where it
/// refuses.
QMap<QString, QByteArray> unzipped(const QByteArray &archive);

}
