// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace streamgauge {

/// Stands where a secret was.
inline constexpr QLatin1String hiddenValue("(hidden)");

bool headerLooksSecret(QStringView name); ///< "Authorization", "X-Api-Key", "Cookie", …
bool fieldLooksSecret(QStringView name);  ///< "api_key", "hfToken", …, but not "max_tokens"

/// Strings and numbers under names that look like secrets are hidden, at any depth.
QJsonObject withoutSecrets(const QJsonObject &object);
/// As in an engine's command line: the values of "--api-key X", "--hf-token=X".
QString withoutSecretFlags(const QString &flags);
/// Without user name, password and query values that look like secrets.
QString withoutSecretsInUrl(const QString &url);

/// What may be stored of an endpoint.
Endpoint withoutSecrets(Endpoint endpoint);
/// Values of an endpoint's headers that look like secrets, so that they can be looked for elsewhere.
std::vector<QString> secretHeaderValues(const Endpoint &endpoint);

}
