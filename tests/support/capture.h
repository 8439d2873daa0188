// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <functional>

namespace streamgauge {

/// What a command wrote to its standard streams, and its exit status.
struct Printed
{
    int status = -1;
    QString out;
    QString err;
};

/// Sends stdout and stderr into files of @p folder while @p command runs.
Printed printedBy(const QTemporaryDir &folder, const std::function<int()> &command);

}
