// SPDX-License-Identifier: Apache-2.0
#include "compare/namedcomparison.h"

#include "base/yamlreader.h"
#include "base/yamltext.h"
#include "runfile/bundledruns.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <limits>

namespace streamgauge {

namespace {

constexpr std::size_t maxSeries = 1'000;
constexpr int version = 1;

const QLatin1String comparisonKey("comparison");
const QLatin1String coldKey("with_cold");
const QLatin1String seriesKey("series");
const QLatin1String runKey("run");
const QLatin1String bundledKey("bundled");
const QLatin1String endpointKey("endpoint");
const QLatin1String labelKey("label");
const QLatin1String colorKey("color");
const QLatin1String hiddenKey("hidden");
const QLatin1String baselineKey("baseline");
const QLatin1String expectKey("expect");

/// The bundled run's path; it is named by its file, as it has no place of its own.
QString readBundled(const YamlValue &value)
{
    QStringList names;
    const QStringList runs = bundledRuns();
    for (const QString &path : runs)
        names.append(QFileInfo(path).fileName());
    return runs.at(names.indexOf(readChoice(value, bundledKey, names)));
}

QString readRun(const YamlMap &map, const QDir &folder)
{
    const YamlValue *run = map.find(runKey);
    const YamlValue *bundled = map.find(bundledKey);
    if (!run == !bundled)
        throw SchemaError {map.line(),
                           QStringLiteral("a series has either a \"run\", the path of its run file, or \"bundled\", a "
                                          "reference run")};
    return bundled ? readBundled(*bundled) : QDir::cleanPath(folder.absoluteFilePath(readText(*run, runKey)));
}

QString readColor(const YamlValue &value)
{
    static const QRegularExpression color(QStringLiteral("\\A([1-8]|#[0-9a-fA-F]{6})\\z"));
    const QString text = readText(value, colorKey);
    if (!color.match(text).hasMatch())
        throw SchemaError {value.line, QStringLiteral("\"color\" is 1 to 8 of the palette, or \"#rrggbb\" in quotes")};
    return text;
}

std::vector<Expectation> readExpectations(const YamlValue &value)
{
    std::vector<Expectation> expectations;
    for (const auto &item : readList(value, expectKey, maxSeries).items) {
        auto expectation = parseExpectation(readText(*item, expectKey));
        if (!expectation)
            throw SchemaError {item->line, expectation.error()};
        expectation->source = ExpectationSource::Comparison;
        expectations.push_back(*expectation);
    }
    return expectations;
}

ComparedSeries readSeries(const YamlMap &map, const QDir &folder)
{
    ComparedSeries series {.run = readRun(map, folder), .endpoint = {}};
    if (const YamlValue *endpoint = map.find(endpointKey))
        series.endpoint = readInteger(*endpoint, endpointKey, 0, std::numeric_limits<int>::max());
    series.choice.label = readTextOr(map, labelKey, {});
    if (const YamlValue *color = map.find(colorKey))
        series.choice.color = readColor(*color);
    if (const YamlValue *hidden = map.find(hiddenKey))
        series.choice.hidden = readBool(*hidden, hiddenKey);
    if (const YamlValue *expect = map.find(expectKey))
        series.choice.expectations = readExpectations(*expect);
    return series;
}

NamedComparison readComparison(const YamlValue &root, const QDir &folder)
{
    const YamlMap map(root, QStringLiteral("a comparison"), {comparisonKey, coldKey, seriesKey});
    const YamlValue &written = map.require(comparisonKey);
    if (readInteger(written, comparisonKey, 1, std::numeric_limits<int>::max()) > version)
        throw SchemaError {written.line,
                           QStringLiteral("the file is of a newer version of Streamgauge (%1); this one "
                                          "reads %2")
                               .arg(written.text)
                               .arg(version)};
    NamedComparison comparison;
    if (const YamlValue *cold = map.find(coldKey))
        comparison.cold = readBool(*cold, coldKey) ? ColdRequests::Included : ColdRequests::Apart;
    for (const auto &item : readList(map.require(seriesKey), seriesKey, maxSeries).items) {
        const YamlMap one(*item, QStringLiteral("a series"),
                          {runKey, bundledKey, endpointKey, labelKey, colorKey, hiddenKey, baselineKey, expectKey});
        comparison.series.push_back(readSeries(one, folder));
        const YamlValue *baseline = one.find(baselineKey);
        if (!baseline || !readBool(*baseline, baselineKey))
            continue;
        if (comparison.baseline)
            throw SchemaError {baseline->line, QStringLiteral("a second baseline; there can be one")};
        comparison.baseline = comparison.series.size() - 1;
    }
    return comparison;
}

QString seriesText(const ComparedSeries &series, bool isBaseline, const QDir &folder)
{
    const bool bundled = isBundled(series.run);
    QString text = bundled ? QStringLiteral("  - bundled: %1\n").arg(yamlText(QFileInfo(series.run).fileName()))
                           : QStringLiteral("  - run: %1\n").arg(yamlText(folder.relativeFilePath(series.run)));
    const auto add = [&text](QLatin1String key, const QString &value) {
        if (!value.isEmpty())
            text += QStringLiteral("    %1: %2\n").arg(key, value);
    };
    if (series.endpoint)
        add(endpointKey, QString::number(*series.endpoint));
    const SeriesChoice &choice = series.choice;
    add(labelKey, choice.label.isEmpty() ? QString() : yamlText(choice.label));
    add(colorKey, choice.color.isEmpty() ? QString() : yamlQuoted(choice.color));
    add(hiddenKey, choice.hidden ? QStringLiteral("true") : QString());
    add(baselineKey, isBaseline ? QStringLiteral("true") : QString());
    QStringList expected;
    for (const Expectation &expectation : choice.expectations)
        expected.append(yamlQuoted(expectationText(expectation)));
    add(expectKey, expected.isEmpty() ? QString() : u'[' + expected.join(QStringLiteral(", ")) + u']');
    return text;
}

}

void apply(const SeriesChoice &choice, SeriesSummary &series)
{
    if (!choice.label.isEmpty() && choice.label != series.label) {
        series.colorOf = series.label;
        series.label = choice.label;
    }
    series.color = choice.color;
    series.expectations = withOverrides(series.expectations, choice.expectations);
}

bool isComparisonFileName(const QString &name)
{
    return name.endsWith(QLatin1String(".comparison.yaml"), Qt::CaseInsensitive);
}

Expected<NamedComparison> parseComparison(const QByteArray &yaml, const QString &path)
{
    const auto root = parseYaml(yaml, path);
    if (!root)
        return std::unexpected(root.error());
    try {
        return readComparison(*root, QFileInfo(path).absoluteDir());
    } catch (const SchemaError &e) {
        return std::unexpected(Error {Error::Code::Schema, e.message, path, e.line});
    }
}

QByteArray formatComparison(const NamedComparison &comparison, const QString &path)
{
    const QDir folder = QFileInfo(path).absoluteDir();
    QString text = QStringLiteral("comparison: %1\n").arg(version);
    if (comparison.cold == ColdRequests::Included)
        text += QStringLiteral("with_cold: true\n");
    text += QStringLiteral("series:\n");
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        text += seriesText(comparison.series[i], comparison.baseline == i, folder);
    return text.toUtf8();
}

Expected<NamedComparison> loadComparison(const QString &path)
{
    const auto yaml = readTextFile(path);
    if (!yaml)
        return std::unexpected(yaml.error());
    return parseComparison(*yaml, path);
}

Expected<void> saveComparison(const QString &path, const NamedComparison &comparison)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return std::unexpected(Error {Error::Code::Io, QStringLiteral("the folder cannot be made"), folder, 0});
    QSaveFile file(path);
    const QByteArray yaml = formatComparison(comparison, path);
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size() || !file.commit())
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path, 0});
    return {};
}

}
