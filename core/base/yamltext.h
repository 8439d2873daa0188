// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace streamgauge {

// Scalars for YAML files that we write.

QString yamlQuoted(const QString &text);
/// Plain where YAML cannot misunderstand it, else in quotes.
QString yamlText(const QString &text);

}
