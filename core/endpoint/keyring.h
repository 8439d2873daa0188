// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

#include <functional>

namespace streamgauge {

/// Stores @p key in the desktop's keyring where resolveSecret() finds it under @p name. Calls back once, on this
/// thread's event loop; an error where there is no keyring or it stays locked.
void storeInKeyring(const QString &name, const QString &key, std::function<void(Expected<void>)> done);

}
