// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "compare/exportfile.h"
#include "figure/charts.h"
#include "figure/deck.h"
#include "figure/picture.h"
#include "figure/picturesizes.h"
#include "output.h"
#include "seriesfiles.h"

#include <QFileInfo>

#include <algorithm>

namespace streamgauge {

namespace {

std::unexpected<Error> usage(const QString &message)
{
    return std::unexpected(Error {Error::Code::Usage, message, {}, 0});
}

/// What is asked for, checked before anything is read.
Expected<PictureOptions> optionsOf(const ExportArguments &arguments)
{
    PictureOptions options;
    if (arguments.chart == wholeComparison || arguments.to.endsWith(QLatin1String(".pptx"), Qt::CaseInsensitive)) {
        options.chart = wholeComparison;
        if (const auto format = deckFormat(arguments.to); !format)
            return usage(QStringLiteral("--to: ") + format.error().message);
        return options;
    }
    if (arguments.chart != everyChart && !findChart(arguments.chart)) {
        QStringList names {wholeComparison, everyChart};
        for (const ChartKind &kind : chartKinds())
            names.append(kind.id);
        return usage(QStringLiteral("--chart: there is no chart \"%1\"; there are: %2")
                         .arg(arguments.chart, names.join(QStringLiteral(", "))));
    }
    options.chart = arguments.chart;
    options.title = arguments.title;
    options.baselineAsLine = true;
    if (arguments.theme != QLatin1String("light") && arguments.theme != QLatin1String("dark")
        && arguments.theme != QLatin1String("transparent"))
        return usage(QStringLiteral("--theme: \"%1\" is none of light, dark and transparent").arg(arguments.theme));
    options.dark = arguments.theme == QLatin1String("dark");
    options.transparent = arguments.theme == QLatin1String("transparent");
    if (const auto format = pictureFormat(arguments.to); !format)
        return usage(QStringLiteral("--to: ") + format.error().message);
    constexpr QSize inches(15, 5);
    options.size = {inches * arguments.dpi.value_or(150), arguments.dpi.value_or(150)};
    if (const auto named = findSize(arguments.size)) {
        options.size = *named;
        if (arguments.dpi)
            options.size = {named->pixels * *arguments.dpi / named->dpi, *arguments.dpi};
    } else if (!arguments.size.isEmpty()) {
        const auto pixels = parsePixels(arguments.size);
        if (!pixels)
            return usage(QStringLiteral("--size: ") + pixels.error().message);
        options.size.pixels = *pixels;
    }
    if (const auto possible = checkSize(options.size); !possible)
        return usage(QStringLiteral("--size: ") + possible.error().message);
    return options;
}

/// By its label, or by the file of its run where that has no other series.
Expected<std::size_t> findBaseline(const ReadSeries &read, const QString &wanted)
{
    QStringList labels;
    std::vector<std::size_t> inFile;
    for (std::size_t i = 0; i < read.series.size(); ++i) {
        if (read.series[i].label == wanted)
            return i;
        labels.append(read.series[i].label);
        const QString &file = read.files[static_cast<qsizetype>(i)];
        if (file == wanted || QFileInfo(file).fileName() == wanted)
            inFile.push_back(i);
    }
    if (inFile.size() == 1)
        return inFile.front();
    return usage(QStringLiteral("--baseline: there is no series “%1”; there are: %2")
                     .arg(wanted, labels.join(QStringLiteral(", "))));
}

/// The paths written.
Expected<QStringList> save(const QString &path, const Comparison &comparison, const PictureOptions &options)
{
    if (options.chart == everyChart)
        return savePictures(path, comparison, options);
    const auto saved =
        options.chart == wholeComparison ? saveDeck(path, comparison) : savePicture(path, comparison, options);
    if (!saved)
        return std::unexpected(saved.error());
    return QStringList {path};
}

int refuse(const Error &error, ExitStatus status)
{
    complain(error.toString());
    return status;
}

}

int exportCommand(const ExportArguments &arguments)
{
    const auto options = optionsOf(arguments);
    if (!options)
        return refuse(options.error(), WrongUsage);
    auto read = readSeries(arguments.runs);
    if (!read)
        return WrongUsage;
    tellApart(read->series);
    Comparison comparison {
        .series = {}, .baseline = read->baseline, .cold = arguments.withCold ? ColdRequests::Included : read->cold};
    if (!arguments.baseline.isEmpty()) {
        const auto baseline = findBaseline(*read, arguments.baseline);
        if (!baseline)
            return refuse(baseline.error(), WrongUsage);
        comparison.baseline = *baseline;
    }
    comparison.series = std::move(read->series);
    if (std::ranges::all_of(comparison.series, [](const SeriesSummary &series) { return series.completed == 0; })) {
        complain(QStringLiteral("There is nothing to draw: no request of %1 was completed.")
                     .arg(arguments.runs.join(QStringLiteral(", "))));
        return NotMet;
    }
    const auto written = save(arguments.to, comparison, *options);
    if (!written)
        return refuse(written.error(), WrongUsage);
    print(written->join(u'\n').toUtf8() + '\n');
    return AllWell;
}

}
