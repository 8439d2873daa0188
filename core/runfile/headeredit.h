// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace streamgauge {

/// What a user may change of a saved run.
struct HeaderEdit
{
    std::optional<QString> title {};
    std::optional<QString> notes {};
    std::optional<QStringList> tags {};
};

/// Replaces the file in one step, or leaves it as it was. All lines but the first stay the same to the byte, and of
/// that one all other fields. Refuses a run that is still being written.
Expected<void> editHeader(const QString &path, const HeaderEdit &edit);

}
