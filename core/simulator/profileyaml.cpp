// SPDX-License-Identifier: Apache-2.0
#include "simulator/profileyaml.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace streamgauge {

namespace {

int lineOf(const YAML::Node &node)
{
    return node.Mark().line + 1;
}

}

ProfileSection::ProfileSection(YAML::Node node, const char *what, std::initializer_list<const char *> keys)
    : m_node(std::move(node))
{
    if (!m_node.IsMap())
        throw ProfileError {lineOf(m_node), QStringLiteral("%1 is not a mapping").arg(QLatin1String(what))};
    for (const auto &entry : m_node) {
        const auto key = entry.first.as<std::string>();
        if (std::none_of(keys.begin(), keys.end(), [&](const char *known) { return std::string_view(known) == key; }))
            throw ProfileError {
                lineOf(entry.first),
                QStringLiteral("unknown key \"%1\" in %2").arg(QString::fromStdString(key), QLatin1String(what))};
    }
}

bool ProfileSection::has(const char *key) const
{
    return static_cast<bool>(m_node[key]);
}

YAML::Node ProfileSection::child(const char *key) const
{
    const YAML::Node node = m_node[key];
    if (!node)
        throw ProfileError {lineOf(m_node), QStringLiteral("\"%1\" is missing").arg(QLatin1String(key))};
    return node;
}

void ProfileSection::fail(const char *key, const QString &message) const
{
    throw ProfileError {lineOf(child(key)), QStringLiteral("\"%1\" %2").arg(QLatin1String(key), message)};
}

QString ProfileSection::text(const char *key) const
{
    const YAML::Node node = child(key);
    if (!node.IsScalar() || node.Scalar().empty())
        fail(key, QStringLiteral("is not a text"));
    return QString::fromStdString(node.Scalar());
}

double ProfileSection::number(const char *key, double min, double max) const
{
    double value = 0;
    if (!YAML::convert<double>::decode(child(key), value))
        fail(key, QStringLiteral("is not a number"));
    if (!(value >= min && value <= max)) // the negation also refuses NaN
        fail(key, QStringLiteral("must be from %1 to %2").arg(min).arg(max));
    return value;
}

std::optional<double> ProfileSection::optionalNumber(const char *key, double min, double max) const
{
    return has(key) ? std::optional(number(key, min, max)) : std::nullopt;
}

int ProfileSection::integer(const char *key, int min, int max) const
{
    const double value = number(key, min, max);
    if (value != std::floor(value))
        fail(key, QStringLiteral("is not a whole number"));
    return static_cast<int>(value);
}

std::optional<int> ProfileSection::optionalInteger(const char *key, int min, int max) const
{
    return has(key) ? std::optional(integer(key, min, max)) : std::nullopt;
}

bool ProfileSection::flag(const char *key) const
{
    bool value = false;
    if (!YAML::convert<bool>::decode(child(key), value))
        fail(key, QStringLiteral("is neither true nor false"));
    return value;
}

}
