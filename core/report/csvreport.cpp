// SPDX-License-Identifier: Apache-2.0
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

class CsvTable
{
public:
    void add(const SeriesSummary &series, const QString &test, const QString &requests, const MetricTable &table)
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
            addRow(cells);
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
        while (cells.size() < 19)
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
                                "stddev,n,ci95_low,ci95_high")
                     .split(QLatin1Char(',')));
    const QString warm = QStringLiteral("warm");
    const QString withCold = QStringLiteral("with-cold");
    for (const SeriesSummary &series : comparison.series) {
        table.add(series, {}, warm, series.overall);
        table.add(series, {}, QStringLiteral("cold"), series.cold);
        table.add(series, {}, withCold, series.withCold);
        for (const TestSummary &test : series.tests) {
            table.add(series, test.name, warm, test.warm);
            table.add(series, test.name, QStringLiteral("cold"), test.cold);
            table.add(series, test.name, withCold, test.withCold);
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
