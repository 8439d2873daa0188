// SPDX-License-Identifier: Apache-2.0
#include "suite/expectation.h"

#include "base/yamlreader.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace streamgauge {

namespace {

struct NamedMetric
{
    QLatin1String id;
    QLatin1String word;
};

constexpr NamedMetric metrics[] {{QLatin1String("ttft"), QLatin1String("TTFT")},
                                 {QLatin1String("total_time"), QLatin1String("Total Time")},
                                 {QLatin1String("tps"), QLatin1String("TPS")}};

using Result = std::expected<Expectation, QString>;

std::unexpected<QString> refuse(const QString &range, const QString &metric)
{
    const QString hint = metric == u"tps" ? QStringLiteral("12..15, \"<15\" or \">12\"")
                                          : QStringLiteral("0.1s..0.3s, \"<0.14s\" or \">100ms\"");
    return std::unexpected(
        QStringLiteral("cannot read \"%1\" as an expectation of %2; write %3 (in quotes, as YAML has "
                       "a use of its own for >), or \"+20..40% over MODEL\"")
            .arg(range.left(40).simplified(), metric, hint));
}

/// Without spaces, and with the signs that a keyboard has.
QString plainSigns(QString text)
{
    text.remove(QRegularExpression(QStringLiteral("\\s")));
    text.replace(QStringLiteral("≤"), QStringLiteral("<="));
    text.replace(QStringLiteral("≥"), QStringLiteral(">="));
    text.replace(QStringLiteral("−"), QStringLiteral("-"));
    static const QRegularExpression dash(QStringLiteral("(?<=[0-9a-z%])[–-](?=[+-]?[0-9.])"));
    return text.replace(dash, QStringLiteral(".."));
}

/// The unit at the end of @p text: in `0.1..0.3s` it counts for both numbers.
QString unitAtEnd(QStringView text)
{
    qsizetype begin = text.size();
    while (begin > 0 && (text[begin - 1].isLetter() || text[begin - 1] == u'%'))
        --begin;
    return text.sliced(begin).toString();
}

std::optional<double> readPercent(QStringView text)
{
    if (text.endsWith(u'%'))
        text.chop(1);
    if (text.startsWith(u'+'))
        text = text.sliced(1);
    return parseNumber(text);
}

/// Seconds or tokens per second; of zero or more.
std::optional<double> readValue(QStringView text, bool isTime, const QString &unit)
{
    if (isTime) {
        const auto duration = parseDuration(text);
        const auto completed = duration ? duration : parseDuration(text.toString() + unit);
        return completed ? std::optional(toSeconds(*completed)) : std::nullopt;
    }
    const auto number = parseNumber(text);
    return number && *number >= 0 ? number : std::nullopt;
}

/// "+20..40% over Mistral-24B" in its two parts.
std::pair<QString, QString> splitOver(const QString &text)
{
    static const QRegularExpression over(QStringLiteral("\\s+over\\s+"));
    const QRegularExpressionMatch match = over.match(text);
    if (!match.hasMatch())
        return {text, {}};
    return {text.first(match.capturedStart()), text.sliced(match.capturedEnd()).trimmed()};
}

QString numberText(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

}

Result parseExpectation(const QString &metric, const QString &range)
{
    const auto [bounds, over] = splitOver(range.trimmed());
    const QString text = plainSigns(bounds);
    const bool isPercent = text.endsWith(u'%');
    if (isPercent && over.isEmpty())
        return std::unexpected(QStringLiteral("\"%1\" is a change; say of what: \"%1 over MODEL\" or \"%1 over "
                                              "baseline\"")
                                   .arg(range.left(40).simplified()));
    if (!isPercent && !over.isEmpty())
        return std::unexpected(QStringLiteral("\"%1\" has \"over\", so it needs a change in percent: \"+20..40% over "
                                              "MODEL\"")
                                   .arg(range.left(40).simplified()));
    Expectation expectation {.metric = metric, .atLeast = {}, .atMost = {}, .over = over};
    const QString unit = unitAtEnd(text);
    const auto bound = [&](QStringView part) {
        return isPercent ? readPercent(part) : readValue(part, metric != u"tps", unit);
    };
    const qsizetype dots = text.indexOf(QLatin1String(".."));
    const QStringView all(text);
    const qsizetype sign = text.size() > 1 && text[1] == u'=' ? 2 : 1;
    if (text.startsWith(u'<'))
        expectation.atMost = bound(all.mid(sign));
    else if (text.startsWith(u'>'))
        expectation.atLeast = bound(all.mid(sign));
    else if (dots > 0) {
        expectation.atLeast = bound(all.first(dots));
        expectation.atMost = bound(all.mid(dots + 2));
        if (!expectation.atLeast || !expectation.atMost)
            return refuse(range, metric);
        if (isPercent && *expectation.atLeast > *expectation.atMost) // "-20..-40%"
            std::swap(expectation.atLeast, expectation.atMost);
        if (*expectation.atLeast > *expectation.atMost)
            return std::unexpected(QStringLiteral("\"%1\" begins above its end").arg(range.simplified()));
    }
    if (!expectation.atLeast && !expectation.atMost)
        return refuse(range, metric);
    return expectation;
}

Result parseExpectation(const QString &sentence)
{
    static const QRegularExpression name(QStringLiteral("(?<![\\w-])(ttft|tps|total[ _]time)(?![\\w-])"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto [said, over] = splitOver(sentence.trimmed());
    const QRegularExpressionMatch match = name.match(said);
    if (!match.hasMatch())
        return std::unexpected(QStringLiteral("\"%1\" names none of TTFT, TPS and Total Time; write \"TPS 12..15\", "
                                              "\"TTFT < 0.14 s\" or \"+20..40 % TPS over MODEL\"")
                                   .arg(sentence.left(40).simplified()));
    QString range = said;
    range.remove(match.capturedStart(), match.capturedLength());
    range = range.trimmed();
    if (range.startsWith(u':'))
        range.remove(0, 1);
    if (!over.isEmpty())
        range += QStringLiteral(" over ") + over;
    return parseExpectation(match.captured(1).toLower().replace(u' ', u'_'), range);
}

std::vector<Expectation> withOverrides(const std::vector<Expectation> &general, const std::vector<Expectation> &special)
{
    std::vector<Expectation> all = general;
    std::erase_if(all, [&](const Expectation &one) {
        return std::ranges::any_of(
            special, [&](const Expectation &other) { return other.metric == one.metric && other.over == one.over; });
    });
    all.insert(all.end(), special.begin(), special.end());
    return all;
}

QString rangeText(const Expectation &expectation)
{
    const bool isPercent = !expectation.over.isEmpty();
    const QString unit = isPercent     ? QStringLiteral("%")
        : expectation.metric == u"tps" ? QString()
                                       : QStringLiteral("s");
    const auto number = [&](double value) {
        return (isPercent && value >= 0 ? QStringLiteral("+") : QString()) + numberText(value);
    };
    const QString over = isPercent ? QStringLiteral(" over ") + expectation.over : QString();
    if (expectation.atLeast && expectation.atMost)
        return number(*expectation.atLeast) + QStringLiteral("..") + number(*expectation.atMost) + unit + over;
    if (expectation.atLeast)
        return u'>' + number(*expectation.atLeast) + unit + over;
    return u'<' + number(expectation.atMost.value_or(0)) + unit + over;
}

QString expectationText(const Expectation &expectation)
{
    QString word = expectation.metric;
    for (const NamedMetric &metric : metrics)
        if (metric.id == expectation.metric)
            word = metric.word;
    return word + u' ' + rangeText(expectation);
}

}
