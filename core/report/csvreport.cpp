// SPDX-License-Identifier: Apache-2.0
#include "compare/differences.h"
#include "report/report.h"

#include <algorithm>

namespace streamgauge {

namespace {

/// As RFC 4180 has it.
QString quoted(QString text)
{
    if (!text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('\n'))
        && !text.contains(QLatin1Char('\r')))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QString inFull(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

double countOf(const SeriesSummary &series, CheckLevel level)
{
    return static_cast<double>(std::ranges::count(series.checks, level, &Check::level));
}

constexpr qsizetype columns = 25;

QStringList differenceCells(const TestedDifference *tested, Metric metric)
{
    if (!tested)
        return QStringList(6, QString());
    const auto percent = [](double ratio) { return inFull((ratio - 1) * 100); };
    return {percent(tested->ratio),
            tested->ratio95 ? percent(tested->ratio95->low) : QString(),
            tested->ratio95 ? percent(tested->ratio95->high) : QString(),
            inFull(tested->p),
            inFull(tested->corrected),
            verdictInWords(*tested, metric)};
}

class CsvTable
{
public:
    /// @p against gives the difference to the baseline in a metric, or null.
    template<typename Against>
    void add(const SeriesSummary &series, const QString &test, const QString &requests, const MetricTable &table,
             Against against)
    {
        for (const auto &[metric, s] : table) {
            const MetricInfo &about = info(metric);
            const QStringList cells {series.label,
                                     series.model,
                                     series.runId,
                                     series.simulated ? QStringLiteral("true") : QStringLiteral("false"),
                                     test,
                                     requests,
                                     about.id,
                                     about.unit,
                                     inFull(s.mean),
                                     inFull(s.median),
                                     inFull(s.p90),
                                     inFull(s.p95),
                                     inFull(s.p99),
                                     inFull(s.min),
                                     inFull(s.max),
                                     inFull(s.standardDeviation),
                                     QString::number(s.count),
                                     inFull(s.ci95Low),
                                     inFull(s.ci95High)};
            addRow(cells + differenceCells(against(metric), metric));
        }
    }

    /// What a series got through as a whole; only the mean is defined.
    void addFigure(const SeriesSummary &series, const QString &id, const QString &unit, std::optional<double> value)
    {
        if (!value)
            return;
        QStringList cells {series.label,
                           series.model,
                           series.runId,
                           series.simulated ? QStringLiteral("true") : QStringLiteral("false"),
                           QString(),
                           QStringLiteral("all"),
                           id,
                           unit,
                           inFull(*value)};
        while (cells.size() < columns)
            cells.append(QString());
        addRow(cells);
    }

    void addRow(const QStringList &cells)
    {
        QStringList line;
        for (const QString &cell : cells)
            line.append(quoted(cell));
        m_text += line.join(QLatin1Char(',')) + QLatin1String("\r\n");
    }

    const QString &text() const { return m_text; }

private:
    QString m_text;
};

}

QString toCsv(const Comparison &comparison)
{
    CsvTable table;
    table.addRow(QStringLiteral("series,model,run,simulated,test,requests,metric,unit,mean,median,p90,p95,p99,min,max,"
                                "stddev,n,ci95_low,ci95_high,difference_percent,difference_ci95_low,"
                                "difference_ci95_high,p,p_corrected,verdict")
                     .split(QLatin1Char(',')));
    const QString warm = QStringLiteral("warm");
    const QString withCold = QStringLiteral("with-cold");
    const Differences tested = comparison.baseline ? differences(comparison) : Differences();
    for (std::size_t i = 0; i < comparison.series.size(); ++i) {
        const SeriesSummary &series = comparison.series[i];
        const auto addBoth = [&](const QString &test, const MetricTable &apart, const MetricTable &together) {
            const auto against = [&](ColdRequests cold) {
                return
                    [&, cold](Metric metric) { return cold == comparison.cold ? tested.of(i, metric, test) : nullptr; };
            };
            table.add(series, test, warm, apart, against(ColdRequests::Apart));
            table.add(series, test, withCold, together, against(ColdRequests::Included));
        };
        addBoth({}, series.overall, series.withCold);
        const auto unjudged = [](Metric) { return nullptr; };
        table.add(series, {}, QStringLiteral("cold"), series.cold, unjudged);
        for (const TestSummary &test : series.tests) {
            addBoth(test.name, test.warm, test.withCold);
            table.add(series, test.name, QStringLiteral("cold"), test.cold, unjudged);
        }
        table.addFigure(series, QStringLiteral("output_throughput"), QStringLiteral("tokens/s"),
                        series.load.outputTokensPerSecond);
        table.addFigure(series, QStringLiteral("goodput"), QStringLiteral("requests/s"), series.load.goodput);
        table.addFigure(series, QStringLiteral("completed"), {}, series.completed);
        table.addFigure(series, QStringLiteral("failed"), {}, series.failed);
        table.addFigure(series, QStringLiteral("checks_failed"), {}, countOf(series, CheckLevel::Error));
        table.addFigure(series, QStringLiteral("checks_warning"), {}, countOf(series, CheckLevel::Warning));
    }
    return table.text();
}

}
