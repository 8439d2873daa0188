// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <optional>

namespace streamgauge {

/// Thrown by the readers below, caught where the file is opened.
struct ProfileError
{
    int line = 0;
    QString message;
};

/// One mapping of a profile file. Reading says what is wrong and in which line.
class ProfileSection
{
public:
    /// Refuses what is no mapping and any key that is not in @p keys.
    ProfileSection(YAML::Node node, const char *what, std::initializer_list<const char *> keys);

    QString text(const char *key) const;
    double number(const char *key, double min, double max) const;
    std::optional<double> optionalNumber(const char *key, double min, double max) const;
    int integer(const char *key, int min, int max) const;
    std::optional<int> optionalInteger(const char *key, int min, int max) const;
    bool flag(const char *key) const;
    YAML::Node child(const char *key) const;
    bool has(const char *key) const;

    [[noreturn]] void fail(const char *key, const QString &message) const;

private:
    YAML::Node m_node;
};

}
