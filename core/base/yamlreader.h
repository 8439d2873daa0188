// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/yamlvalue.h"

#include <QStringList>

#include <initializer_list>
#include <optional>

namespace streamgauge {

// Typed access to YAML values. Every function throws SchemaError with the line of what is wrong.

/// A map of which all keys are known; @p what names it in errors ("a test").
class YamlMap
{
public:
    YamlMap(const YamlValue &value, const QString &what, std::initializer_list<QLatin1String> knownKeys);

    int line() const { return m_value->line; }
    const YamlValue *find(QLatin1String key) const; ///< null where absent or empty
    const YamlValue &require(QLatin1String key) const;

private:
    const YamlValue *m_value;
    QString m_what;
};

/// A text that is not empty. @p name is the key it stands under.
QString readText(const YamlValue &value, QLatin1String name);
QString readTextOr(const YamlMap &map, QLatin1String name, const QString &fallback);
/// One of @p choices; the others are named in the error.
QString readChoice(const YamlValue &value, QLatin1String name, const QStringList &choices);
int readInteger(const YamlValue &value, QLatin1String name, int least, int most);
double readNumber(const YamlValue &value, QLatin1String name, double least, double most);
bool readBool(const YamlValue &value, QLatin1String name);
/// "300ms", "60s", "2m", "1h": more than 0, at most 24 hours.
nanoseconds readDuration(const YamlValue &value, QLatin1String name);
const YamlValue &readList(const YamlValue &value, QLatin1String name, std::size_t atMost);

/// A finite decimal number and nothing else: no "inf", no "nan", no hexadecimal.
std::optional<double> parseNumber(QStringView text);
/// As readDuration, of zero or more.
std::optional<nanoseconds> parseDuration(QStringView text);

/// The word of @p words that @p word may have been meant to be; empty where none is near.
QString nearestWord(const QString &word, const QStringList &words);

}
