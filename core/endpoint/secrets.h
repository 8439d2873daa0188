// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/endpoint.h"

#include <functional>

namespace streamgauge {

/// Looks the key up where @p reference says. Empty string for Kind::None. The keyring is asked through QtKeychain for
/// the entry of this name of the service "streamgauge"; where it has none, or there is no keyring, the environment
/// variable of the same name is tried. Calls back once, on this thread's event loop (at once for the environment).
/// An error names the variable or entry and what to do, never a value.
void resolveSecret(const SecretReference &reference, std::function<void(Expected<QString>)> done);

/// The header that carries @p key, and its value; both empty where there is no key.
std::pair<QByteArray, QByteArray> keyHeader(const SecretReference &reference, const QString &key);

}
