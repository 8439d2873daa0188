// SPDX-License-Identifier: Apache-2.0
#include "analysis/hardware.h"

#include "base/yamlreader.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr std::size_t mostEntries = 10'000;
constexpr double mostGbPerS = 10'000'000;
constexpr double mostTflops = 10'000'000;

Hardware readHardware(const YamlValue &value)
{
    const YamlMap map(value, QStringLiteral("an entry"),
                      {QLatin1String("name"), QLatin1String("also"), QLatin1String("bandwidth_gb_s"),
                       QLatin1String("tflops"), QLatin1String("source")});
    Hardware hardware;
    hardware.name = readText(map.require(QLatin1String("name")), QLatin1String("name"));
    const YamlValue &bandwidth = map.require(QLatin1String("bandwidth_gb_s"));
    hardware.bandwidthGbPerS = readNumber(bandwidth, QLatin1String("bandwidth_gb_s"), 0, mostGbPerS);
    if (hardware.bandwidthGbPerS <= 0)
        throw SchemaError {bandwidth.line, QStringLiteral("\"bandwidth_gb_s\" must be more than 0")};
    hardware.source = readText(map.require(QLatin1String("source")), QLatin1String("source"));
    if (const YamlValue *peaks = map.find(QLatin1String("tflops"))) {
        const YamlMap known(*peaks, QStringLiteral("\"tflops\""),
                            {QLatin1String("bf16"), QLatin1String("fp8"), QLatin1String("fp4")});
        for (const YamlValue::Entry &entry : peaks->entries)
            hardware.peakTflops.emplace(entry.key,
                                        readNumber(*entry.value, QLatin1String("tflops"), 0.001, mostTflops));
    }
    if (const YamlValue *also = map.find(QLatin1String("also")))
        for (const auto &name : readList(*also, QLatin1String("also"), mostEntries).items)
            hardware.also.append(readText(*name, QLatin1String("also")));
    return hardware;
}

/// What is left of a name when people write it in their own way.
QString key(const QString &name)
{
    static const QRegularExpression makers(QStringLiteral("\\b(nvidia|amd|apple|intel|geforce|instinct|radeon)\\b"));
    static const QRegularExpression punctuation(QStringLiteral("[^a-z0-9]+"));
    return name.toLower().remove(makers).remove(punctuation);
}

bool isCalled(const Hardware &hardware, const QString &wanted)
{
    return key(hardware.name) == wanted
        || std::ranges::any_of(hardware.also, [&](const QString &name) { return key(name) == wanted; });
}

}

Expected<std::vector<Hardware>> parseHardware(const QByteArray &yaml, const QString &source)
{
    const auto root = parseYaml(yaml, source);
    if (!root)
        return std::unexpected(root.error());
    try {
        const YamlMap map(*root, QStringLiteral("the file"), {QLatin1String("hardware")});
        std::vector<Hardware> all;
        for (const auto &item :
             readList(map.require(QLatin1String("hardware")), QLatin1String("hardware"), mostEntries).items)
            all.push_back(readHardware(*item));
        return all;
    } catch (const SchemaError &e) {
        return std::unexpected(Error {Error::Code::Schema, e.message, source, e.line});
    }
}

std::vector<Hardware> bundledHardware()
{
    const QString path = QStringLiteral(":/streamgauge/hardware.yaml");
    QFile file(path);
    auto all = file.open(QIODevice::ReadOnly) ? parseHardware(file.readAll(), path) : Expected<std::vector<Hardware>>();
    Q_ASSERT(all);
    return all ? *all : std::vector<Hardware>();
}

Expected<std::vector<Hardware>> loadHardware(const QString &userPath)
{
    std::vector<Hardware> all;
    if (QFileInfo::exists(userPath)) {
        const auto yaml = readTextFile(userPath);
        if (!yaml)
            return std::unexpected(yaml.error());
        auto own = parseHardware(*yaml, userPath);
        if (!own)
            return own;
        all = std::move(*own);
    }
    std::ranges::move(bundledHardware(), std::back_inserter(all));
    return all;
}

QString defaultHardwarePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/streamgauge/hardware.yaml");
}

const std::vector<Hardware> &knownHardware()
{
    static const std::vector<Hardware> all = loadHardware(defaultHardwarePath()).value_or(bundledHardware());
    return all;
}

std::optional<FoundHardware> findHardware(const QString &name, std::span<const Hardware> all)
{
    static const QRegularExpression several(QStringLiteral("\\A\\s*(\\d{1,4})\\s*[x×*]\\s*(.+)\\z"),
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = several.match(name);
    const int count = match.hasMatch() ? match.captured(1).toInt() : 1;
    const QString wanted = key(match.hasMatch() ? match.captured(2) : name);
    if (wanted.isEmpty() || count < 1)
        return std::nullopt;
    const auto found = std::ranges::find_if(all, [&](const Hardware &one) { return isCalled(one, wanted); });
    if (found == all.end())
        return std::nullopt;
    return FoundHardware {*found, count};
}

}
