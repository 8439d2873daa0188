// SPDX-License-Identifier: Apache-2.0
#include "base/yamlreader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace streamgauge {

namespace {

constexpr double longestDuration_s = 24 * 60 * 60;

/// Values come from a file that anyone may have written: errors show the start of them only.
QString shown(const YamlValue &value)
{
    switch (value.kind) {
    case YamlValue::Kind::Null:
        return QStringLiteral("nothing");
    case YamlValue::Kind::List:
        return QStringLiteral("a list");
    case YamlValue::Kind::Map:
        return QStringLiteral("a map");
    case YamlValue::Kind::Scalar:
        break;
    }
    constexpr int longest = 40;
    const QString start = value.text.size() > longest ? value.text.first(longest) + u'…' : value.text;
    return QStringLiteral("\"%1\"").arg(start.simplified());
}

[[noreturn]] void fail(const YamlValue &value, QLatin1String name, const QString &wanted)
{
    throw SchemaError {value.line, QStringLiteral("\"%1\" must be %2, not %3").arg(name, wanted, shown(value))};
}

QString range(double least, double most)
{
    return QStringLiteral("from %1 to %2").arg(least, 0, 'g', 10).arg(most, 0, 'g', 10);
}

int editDistance(QStringView a, QStringView b)
{
    std::vector<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}

YamlMap::YamlMap(const YamlValue &value, const QString &what, std::initializer_list<QLatin1String> knownKeys)
    : m_value(&value)
    , m_what(what)
{
    if (value.kind != YamlValue::Kind::Map)
        throw SchemaError {value.line,
                           QStringLiteral("%1 must be a map of keys and values, not %2").arg(what, shown(value))};
    for (const YamlValue::Entry &entry : value.entries) {
        if (std::find(knownKeys.begin(), knownKeys.end(), entry.key) != knownKeys.end())
            continue;
        const QStringList known(knownKeys.begin(), knownKeys.end());
        const QString nearest = nearestWord(entry.key, known);
        const QString hint = nearest.isEmpty() ? QStringLiteral("known are: %1").arg(known.join(QStringLiteral(", ")))
                                               : QStringLiteral("did you mean \"%1\"?").arg(nearest);
        throw SchemaError {entry.line,
                           QStringLiteral("unknown key \"%1\" in %2; %3").arg(entry.key.left(40), what, hint)};
    }
}

const YamlValue *YamlMap::find(QLatin1String key) const
{
    const YamlValue *value = m_value->find(QString(key));
    return value && value->kind != YamlValue::Kind::Null ? value : nullptr;
}

const YamlValue &YamlMap::require(QLatin1String key) const
{
    if (const YamlValue *value = find(key))
        return *value;
    throw SchemaError {m_value->line, QStringLiteral("%1 needs \"%2\"").arg(m_what, key)};
}

QString readText(const YamlValue &value, QLatin1String name)
{
    if (value.kind != YamlValue::Kind::Scalar)
        fail(value, name, QStringLiteral("text"));
    if (value.text.trimmed().isEmpty())
        throw SchemaError {value.line, QStringLiteral("\"%1\" is empty").arg(name)};
    return value.text;
}

QString readTextOr(const YamlMap &map, QLatin1String name, const QString &fallback)
{
    const YamlValue *value = map.find(name);
    if (!value || (value->kind == YamlValue::Kind::Scalar && value->text.isEmpty()))
        return fallback;
    return readText(*value, name);
}

QString readChoice(const YamlValue &value, QLatin1String name, const QStringList &choices)
{
    if (value.kind == YamlValue::Kind::Scalar && choices.contains(value.text))
        return value.text;
    fail(value, name, QStringLiteral("one of %1").arg(choices.join(QStringLiteral(", "))));
}

int readInteger(const YamlValue &value, QLatin1String name, int least, int most)
{
    bool ok = value.kind == YamlValue::Kind::Scalar && !value.quoted;
    const qlonglong number = ok ? value.text.toLongLong(&ok) : 0;
    if (!ok || number < least || number > most)
        fail(value, name, QStringLiteral("a whole number ") + range(least, most));
    return static_cast<int>(number);
}

double readNumber(const YamlValue &value, QLatin1String name, double least, double most)
{
    const bool isPlain = value.kind == YamlValue::Kind::Scalar && !value.quoted;
    const auto number = isPlain ? parseNumber(value.text) : std::nullopt;
    if (!number || *number < least || *number > most)
        fail(value, name, QStringLiteral("a number ") + range(least, most));
    return *number;
}

bool readBool(const YamlValue &value, QLatin1String name)
{
    if (value.kind == YamlValue::Kind::Scalar && !value.quoted) {
        const QString text = value.text.toLower();
        if (text == u"true" || text == u"yes" || text == u"on")
            return true;
        if (text == u"false" || text == u"no" || text == u"off")
            return false;
    }
    fail(value, name, QStringLiteral("true or false"));
}

nanoseconds readDuration(const YamlValue &value, QLatin1String name)
{
    const auto duration = value.kind == YamlValue::Kind::Scalar ? parseDuration(value.text) : std::nullopt;
    if (!duration || duration->count() <= 0)
        fail(value, name, QStringLiteral("a duration such as 300ms, 60s or 2m (at most 24h)"));
    return *duration;
}

const YamlValue &readList(const YamlValue &value, QLatin1String name, std::size_t atMost)
{
    if (value.kind != YamlValue::Kind::List)
        fail(value, name, QStringLiteral("a list"));
    if (value.items.empty())
        throw SchemaError {value.line, QStringLiteral("\"%1\" is empty").arg(name)};
    if (value.items.size() > atMost)
        throw SchemaError {value.line,
                           QStringLiteral("\"%1\" has %2 entries; at most %3 are possible")
                               .arg(name)
                               .arg(value.items.size())
                               .arg(atMost)};
    return value;
}

std::optional<double> parseNumber(QStringView text)
{
    const bool isDecimal = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || c == u'.' || c == u'-' || c == u'+' || c == u'e' || c == u'E';
    });
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (!isDecimal || !ok || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<nanoseconds> parseDuration(QStringView text)
{
    struct Unit
    {
        QLatin1String name;
        double seconds;
    };
    static constexpr std::array units {Unit {QLatin1String("ms"), 0.001}, Unit {QLatin1String("s"), 1},
                                       Unit {QLatin1String("m"), 60}, Unit {QLatin1String("h"), 3600}};
    for (const Unit &unit : units) {
        if (!text.endsWith(unit.name))
            continue;
        const auto number = parseNumber(text.chopped(unit.name.size()).trimmed());
        if (!number || *number < 0 || *number * unit.seconds > longestDuration_s)
            return std::nullopt;
        return nanoseconds(std::llround(*number * unit.seconds * 1e9));
    }
    return std::nullopt;
}

QString nearestWord(const QString &word, const QStringList &words)
{
    constexpr qsizetype longestTypo = 40;
    if (word.size() > longestTypo)
        return {};
    int best = std::max(2, static_cast<int>(word.size()) / 3) + 1;
    QString nearest;
    for (const QString &candidate : words) {
        const int distance = editDistance(word.toLower(), candidate);
        // A word of which nothing is left is not a typo of it.
        if (distance < best && distance < candidate.size() - 1) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

}
