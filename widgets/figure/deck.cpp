// SPDX-License-Identifier: Apache-2.0
#include "figure/deck.h"

#include "analysis/checkfindings.h"
#include "analysis/roofline.h"
#include "compare/interferencechange.h"
#include "compare/sweep.h"
#include "compare/telemetryview.h"
#include "compare/timelines.h"
#include "figure/charts.h"
#include "figure/speedtestfigure.h"
#include "figure/tablefigure.h"
#include "report/slidetables.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr std::size_t mostRows = 14; ///< of a table on a page
constexpr std::size_t mostPagesOfWide = 8;
constexpr PictureSize slideSize {{1920, 1080}, 144};
constexpr PictureSize chartSize {{3600, 1560}, 300}; ///< below a title, without a footer

DeckPage chartPage(const Comparison &comparison, const QString &chart)
{
    return {.title = chartFinding(chart, comparison), .chart = chart, .table = {}};
}

/// Rows and columns shared out over as many pages as they need, names shortened. What would need more than a few
/// pages because it is wide is for reports.
void addTable(std::vector<DeckPage> &pages, const ReportTable &table)
{
    std::vector<ReportTable> pieces;
    const bool isWide = lettersOf(table) > lettersOfSlide;
    const std::vector<ReportTable> parts = columnParts(isWide ? withShortNames(table) : table);
    const std::size_t pagesOfRows = std::max<std::size_t>(1, (table.rows.size() + mostRows - 1) / mostRows);
    const std::size_t rows = (table.rows.size() + pagesOfRows - 1) / pagesOfRows; // no page with a single row left
    for (const ReportTable &part : parts) {
        for (std::size_t from = 0; from < part.rows.size(); from += rows) {
            ReportTable piece = part;
            const auto begin = part.rows.begin() + std::ptrdiff_t(from);
            piece.rows.assign(begin, part.rows.begin() + std::ptrdiff_t(std::min(from + rows, part.rows.size())));
            pieces.push_back(std::move(piece));
        }
    }
    if (parts.size() > 1 && pieces.size() > mostPagesOfWide)
        return;
    int number = 0;
    for (ReportTable &piece : pieces) {
        if (pieces.size() > 1)
            piece.title += QStringLiteral(" (%1 of %2)").arg(++number).arg(pieces.size());
        pages.push_back({.title = piece.title, .chart = {}, .table = piece});
    }
}

/// The report's tables, but without differences in each cell: these have a table of their own.
std::vector<ReportTable> slideTables(const Comparison &comparison)
{
    Comparison plain = comparison;
    plain.baseline.reset();
    std::vector<ReportTable> tables = reportTables(plain);
    std::size_t at = 1; // behind the overall averages
    for (const ReportTable &table : reportTables(comparison))
        if (std::ranges::find(tables, table.title, &ReportTable::title) == tables.end())
            tables.insert(tables.begin() + std::ptrdiff_t(at++), table);
    return tables;
}

QString wordFor(CheckLevel level)
{
    switch (level) {
    case CheckLevel::Error:
        return QStringLiteral("error");
    case CheckLevel::Warning:
        return QStringLiteral("warning");
    case CheckLevel::Info:
        return QStringLiteral("info");
    }
    Q_UNREACHABLE();
}

/// Errors and warnings: what is only for information stays in the report.
ReportTable checksTable(const Comparison &comparison)
{
    ReportTable table {.title = QStringLiteral("Before trusting these figures"),
                       .header = {QStringLiteral("Level"), QStringLiteral("Check"), QStringLiteral("Series")},
                       .rows = {},
                       .textColumns = 3};
    for (const CheckFinding &finding : checkFindings(comparison.series)) {
        if (finding.level == CheckLevel::Info)
            continue;
        QStringList labels;
        for (const CheckFinding::Message &message : finding.messages)
            labels.append(message.series);
        labels.removeAll(QString());
        labels.removeDuplicates();
        constexpr qsizetype mostNamed = 4;
        const QString whose = labels.size() > mostNamed
            ? QStringLiteral("%1 of %2 series").arg(labels.size()).arg(comparison.series.size())
            : labels.join(QStringLiteral(", "));
        table.rows.push_back({wordFor(finding.level), checkTitle(finding.id), whose});
    }
    return table;
}

bool anySimulated(const Comparison &comparison)
{
    return std::ranges::any_of(comparison.series, &SeriesSummary::simulated);
}

FigureStyle slideStyle()
{
    FigureStyle style = exportStyle(Theme::light());
    style.margin = 40;
    style.pixel = devicePixel(slideSize);
    return style;
}

FigureScene pageScene(const DeckPage &page, const Comparison &comparison)
{
    if (page.chart.isEmpty())
        return layoutTable(page.table, figureFooter(comparison), anySimulated(comparison), logicalSize(slideSize),
                           slideStyle());
    PictureOptions options = defaultOptions(comparison);
    options.chart = page.chart;
    options.size = slideSize;
    return pictureScene(comparison, options);
}

QByteArray pngOf(const DeckPage &page, const Comparison &comparison)
{
    PictureOptions options = defaultOptions(comparison);
    options.chart = page.chart;
    options.size = chartSize;
    options.withFinding = false; // the slide's own texts say these
    options.withFooter = false;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    renderImage(pictureScene(comparison, options), chartSize).save(&buffer, "PNG");
    return bytes;
}

Expected<QByteArray> pptxOf(const Comparison &comparison)
{
    QString footer = figureFooter(comparison);
    if (anySimulated(comparison))
        footer.prepend(QStringLiteral("Simulated · "));
    std::vector<Slide> slides;
    for (const DeckPage &page : deckPages(comparison)) {
        Slide slide {.title = page.title, .png = {}, .pixels = chartSize.pixels, .table = {}, .footer = footer};
        if (page.chart.isEmpty())
            slide.table = page.table;
        else
            slide.png = pngOf(page, comparison);
        slides.push_back(std::move(slide));
    }
    return toPptx(slides, slides.empty() ? QString() : slides.front().title);
}

QByteArray pdfOf(const Comparison &comparison)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr double pointsPerLogical = 72.0 / 96;
    const QSizeF logical = logicalSize(slideSize);
    const std::vector<DeckPage> pages = deckPages(comparison);
    writer.setTitle(pages.front().title);
    writer.setCreator(QStringLiteral("Streamgauge"));
    writer.setPageSize(QPageSize(logical * pointsPerLogical, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setResolution(slideSize.dpi);
    QPainter painter(&writer);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0)
            writer.newPage();
        painter.save();
        painter.scale(slideSize.dpi / 96.0, slideSize.dpi / 96.0);
        paintScene(painter, pageScene(pages[i], comparison));
        painter.restore();
    }
    painter.end();
    return bytes;
}

}

QStringList deckCharts(const Comparison &comparison)
{
    QStringList charts {QStringLiteral("speed-test")};
    if (!roofline(comparison.series, knownHardware()).series.empty())
        charts.append(QStringLiteral("limits"));
    if (!sweepsOf(comparison).empty())
        charts.append(QStringLiteral("sweep-throughput"));
    if (!sloFinding(comparison).isEmpty())
        charts.append(QStringLiteral("sweep-goodput"));
    if (!sweepsOf(comparison).empty())
        charts.append(QStringLiteral("pareto"));
    if (!interferenceFinding(comparison).isEmpty())
        charts.append(QStringLiteral("interference"));
    if (!tracksOf(comparison).empty())
        charts.append(QStringLiteral("server-gpu"));
    if (!usualPicks(comparison).empty())
        charts.append(QStringLiteral("timelines"));
    for (const char *chart : {"spread-ttft", "spread-tps", "requests-ttft"})
        charts.append(QString::fromLatin1(chart));
    return charts;
}

std::vector<DeckPage> deckPages(const Comparison &comparison)
{
    std::vector<DeckPage> pages;
    const QStringList charts = deckCharts(comparison);
    for (const QString &chart : charts)
        pages.push_back(chartPage(comparison, chart));
    for (const ReportTable &table : slideTables(comparison))
        addTable(pages, table);
    if (const ReportTable checks = checksTable(comparison); !checks.rows.empty())
        addTable(pages, checks);
    return pages;
}

Expected<DeckFormat> deckFormat(const QString &path)
{
    if (path.endsWith(QLatin1String(".pptx"), Qt::CaseInsensitive))
        return DeckFormat::Pptx;
    if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return DeckFormat::Pdf;
    return std::unexpected(
        Error {Error::Code::Usage,
               QStringLiteral("a whole comparison is saved as .pdf or .pptx, not as \"%1\"").arg(path),
               {}});
}

Expected<QByteArray> deckFile(const Comparison &comparison, DeckFormat format)
{
    Q_ASSERT(!comparison.series.empty());
    return format == DeckFormat::Pptx ? pptxOf(comparison) : Expected<QByteArray>(pdfOf(comparison));
}

}
